import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSoundInBothThemes } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { type Alertmanager, connectAlertmanager } from './alert-world.ts';

let server: RunningConsole;
let alertmanager: Alertmanager;
const traceId = 'beef'.repeat(8);
beforeAll(async () => {
  server = await startConsole();
  alertmanager = await connectAlertmanager(server);
});
afterAll(() => server.stop());

const rowsOf = (page: Page) => page.getByRole('table').locator('[data-row-id]');

describe('Alerts', () => {
  it('are listed as they come, found, opened, traced and resolved, by keys', async ({ open }) => {
    const { page } = await open({ path: '/admin/alerts', console: server });
    await page.getByText('No alert has come yet.').waitFor();

    await alertmanager.tell({ name: 'CheckoutFails', traceId });
    await alertmanager.tell({ name: 'DiskFills', service: 'db', severity: 'warning' });
    await expect.poll(() => rowsOf(page).count(), { timeout: 20_000 }).toBe(2);
    await expectSoundInBothThemes(page);

    await page.getByRole('link', { name: 'Firing' }).click();
    await expect.poll(() => new URL(page.url()).search).toContain('f=status.in.firing');
    await page.keyboard.press('/');
    await page.keyboard.type(traceId.slice(0, 12));
    await expect.poll(() => rowsOf(page).count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'CheckoutFails', exact: true }).press('Enter');

    await page.getByRole('heading', { level: 1, name: 'CheckoutFails' }).waitFor();
    await page.getByText('Alertmanager tells that something is wrong').waitFor();
    const chain = page.getByRole('list', { name: 'From the alert to its analysis' });
    await chain.getByRole('link', { name: /#\d+ CheckoutFails/ }).waitFor();
    expect(await chain.locator('[aria-current=page]').innerText()).toMatch(/CheckoutFails$/);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('"groupLabels"').waitFor();
    // Nothing lies half under the bar at the top.
    await page.evaluate(() => scrollTo(0, 0));
    await expectSoundInBothThemes(page);

    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'Resolve alert' }).press('Enter');
    await page.getByText('Resolved “CheckoutFails”').waitFor();
    await page
      .getByText(/^resolved by .* after/)
      .first()
      .waitFor();
    await chain.getByText('Resolved: #').first().waitFor({ state: 'attached' });
  });

  it('are read on a phone, and acted upon only by those who may', async ({ open }) => {
    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const { page } = await open({
      path: '/admin/alerts?f=service.in.db',
      console: server,
      screen: 'phone',
      as: viewer,
    });
    await page.getByRole('link', { name: 'DiskFills', exact: true }).first().waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole('link', { name: 'DiskFills', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'DiskFills' }).waitFor();
    await page.getByText('Began to fire', { exact: true }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Resolve' }).count()).toBe(0);
    await expectSoundInBothThemes(page);
  });
});
