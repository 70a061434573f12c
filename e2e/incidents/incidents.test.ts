import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSoundInBothThemes } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { type Alertmanager, connectAlertmanager } from './alert-world.ts';

let server: RunningConsole;
let alertmanager: Alertmanager;
beforeAll(async () => {
  server = await startConsole();
  alertmanager = await connectAlertmanager(server);
});
afterAll(() => server.stop());

const rowsOf = (page: Page) => page.getByRole('table').locator('[data-row-id]');
const stateOf = (page: Page) =>
  page.getByRole('list', { name: 'States' }).locator('[aria-current=step]');

describe('Incidents', () => {
  it('are seen to by keys, from opening to closing', async ({ open }) => {
    const { page } = await open({ path: '/admin/incidents', console: server });
    await page.getByText('There has been no incident yet.').waitFor();

    await alertmanager.tell({ name: 'CheckoutFails' });
    await alertmanager.tell({ name: 'MailWaits', service: 'mail', severity: 'warning' });
    await expect.poll(() => rowsOf(page).count(), { timeout: 20_000 }).toBe(2);
    const failing = { kind: 'api_request', endpoint: '/api/checkout', method: 'POST' } as const;
    await sendBatch(server, [{ ...failing, statusCode: 503, responseTimeMs: 120 }]);
    await expectSoundInBothThemes(page);
    expect(await rowsOf(page).first().innerText()).toContain('CheckoutFails');

    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await page
      .getByText(/#\d+ is acknowledged/)
      .first()
      .waitFor();
    // Until the row says so, "Open" is what it was before.
    await expect.poll(() => rowsOf(page).first().innerText()).toContain('Acknowledged');
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => rowsOf(page).first().innerText()).toContain('Open');

    await page
      .getByRole('link', { name: /CheckoutFails/ })
      .first()
      .press('Enter');
    const heading = page.getByRole('heading', { level: 1, name: /CheckoutFails/ });
    await heading.waitFor();
    await heading.focus();
    await page.keyboard.press('a');
    await expect.poll(() => stateOf(page).innerText()).toContain('Acknowledged');
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Note' }).fill('The pool is full.');
    await page.getByRole('button', { name: 'Add note' }).press('Enter');
    const timeline = page.getByRole('list', { name: 'What happened, newest first' });
    await timeline.getByText('The pool is full.').waitFor();
    await page.getByText('1 of 1 failed').waitFor();
    const cursor = page.getByRole('slider', { name: /^Cursor over error rate/ });
    await cursor.press('End');
    await expect.poll(() => cursor.getAttribute('aria-valuetext')).toContain('error rate');
    await page.getByRole('button', { name: /^Opened, / }).waitFor();
    await expectSoundInBothThemes(page);

    await heading.focus();
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'Resolve incident' }).press('Enter');
    await expect.poll(() => stateOf(page).innerText()).toContain('Resolved');
    await page.keyboard.press('Shift+d');
    await expect.poll(() => stateOf(page).innerText()).toContain('Closed');
    await page.getByRole('button', { name: 'Reopen' }).waitFor();
  });

  it('are seen to on a phone', async ({ open }) => {
    const { page } = await open({
      path: '/admin/incidents?f=service.in.mail',
      console: server,
      screen: 'phone',
    });
    await page
      .getByRole('link', { name: /MailWaits/ })
      .first()
      .waitFor();
    await expectSoundInBothThemes(page);
    await page
      .getByRole('link', { name: /MailWaits/ })
      .first()
      .click();
    const actions = page.getByRole('region', { name: 'Actions' });
    await actions.getByRole('button', { name: 'Acknowledge' }).click();
    await expect.poll(() => stateOf(page).innerText()).toContain('Acknowledged');
    await expectSoundInBothThemes(page);
  });

  it('are grouped by rules that are tried before they hold', async ({ open }) => {
    const { page } = await open({ path: '/admin/settings/alert-rules', console: server });
    await page.getByText('2 alerts would have been 2 incidents').waitFor();
    await page.getByLabel('Labels').fill('');
    await page.getByRole('button', { name: 'As they were' }).waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Save rules' }).click();
    await page.getByText('Changed the rules of grouping').first().waitFor();
  });

  it('are changed only by those who may', async ({ open }) => {
    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const { page } = await open({ path: '/admin/incidents', console: server, as: viewer });
    await page
      .getByRole('link', { name: /MailWaits/ })
      .first()
      .click();
    await stateOf(page).waitFor();
    expect(await page.getByRole('region', { name: 'Actions' }).count()).toBe(0);
  });
});
