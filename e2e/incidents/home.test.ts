import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import type { Credentials } from '../harness/console/sessions.ts';
import { visit } from '../harness/within-console.ts';
import { type Alertmanager, connectAlertmanager } from './alert-world.ts';

let server: RunningConsole;
let finance: Credentials;
let alertmanager: Alertmanager;
beforeAll(async () => {
  server = await startConsole();
  finance = await joinAs(server, 'finance', 'Fay Finance');
  alertmanager = await connectAlertmanager(server);
  const createdAt = new Date(Date.now() - 60_000).toISOString();
  const run = (id: string, status: 'succeeded' | 'failed') =>
    ({
      kind: 'pipeline_run',
      id,
      pipeline: 'discovery',
      status,
      durationMs: 900,
      ...(status === 'failed' && { errorType: 'TimeoutError' }),
      createdAt,
    }) as const;
  await sendBatch(server, [
    { kind: 'activity', organizationId: 'acme', action: 'lead.created', createdAt },
    run('1', 'succeeded'),
    run('2', 'succeeded'),
  ]);
});
afterAll(() => server.stop());

const path = '/admin/dashboard';
const attention = (page: Page): Locator =>
  page.getByRole('region', { name: 'Needs attention', exact: true });
const rows = (page: Page): Locator => attention(page).getByRole('listitem');
const focusedRow = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('[data-row-id]')?.textContent ?? null);
const panel = (page: Page, name: string): Locator => page.getByRole('region', { name });

describe('Home', () => {
  it('is calm while nothing is wrong, and shows how all stands', async ({ open }) => {
    const { page } = await open({ path, console: server });
    await attention(page).getByText('Nothing needs you.').waitFor();
    const health = panel(page, 'Pipeline health, 24 h');
    await health.getByText('100 % success (2/2)').waitFor();
    await panel(page, 'Active incidents').getByText('No active incidents.').waitFor();
    await panel(page, 'Readiness').getByText('None is set up: nobody is told.').waitFor();
    await panel(page, 'Failed pipelines').getByText('No run has failed.').waitFor();
    await expectSoundInBothThemes(page);
  });

  it('shows what comes, and has it acted upon by keys, with a way back', async ({ open }) => {
    const { page } = await open({ path, console: server });
    await attention(page).getByText('Nothing needs you.').waitFor();
    await alertmanager.tell({ name: 'CheckoutFails', service: 'shop' });
    await alertmanager.tell({ name: 'DiskFills', service: 'db', severity: 'warning' });
    await expect.poll(() => rows(page).count(), { timeout: 30_000 }).toBe(2);
    expect(await rows(page).first().innerText()).toMatch(/^Critical\s+#\d+ .*CheckoutFails/);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focusedRow(page)).toContain('CheckoutFails');

    await page.keyboard.press('a');
    await page.getByText(/^#\d+ acknowledged\.$/).waitFor();
    await rows(page)
      .first()
      .getByRole('button', { name: /^Resolve #\d+/ })
      .waitFor();
    expect(await focusedRow(page)).toContain('CheckoutFails');
    await expectSound(page);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await rows(page)
      .first()
      .getByRole('button', { name: /^Acknowledge #\d+/ })
      .waitFor();

    await rows(page).first().getByRole('link').focus();
    await page.keyboard.press('d');
    await page.getByText(/^#\d+ resolved\.$/).waitFor();
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await rows(page).first().innerText()).toContain('DiskFills');
    const active = panel(page, 'Active incidents');
    await expect.poll(() => active.innerText()).toMatch(/0\s+Critical\s+1\s+Warning/);
  });

  it('leads from a count to its list, on a phone from a folded part', async ({ open }) => {
    const { page } = await open({ path, console: server, screen: 'phone', theme: 'dark' });
    await rows(page).first().waitFor();
    await page.getByText('Incidents, checks and pipelines').click();
    const warnings = panel(page, 'Active incidents').getByRole('link', { name: /1\s*Warning/ });
    await warnings.waitFor();
    await expectSound(page);
    await warnings.click();
    await page.waitForURL(/\/admin\/incidents\?f=severity\.in\.warning/);
  });

  it('says what it could not look for, and what failed', async ({ open }) => {
    const { page, errors } = await open({ path: '/admin/account', console: server });
    const api = '**/api/v1/attention';
    await page.route(api, async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      await route.fulfill({
        json: {
          ...body,
          parts: body.parts.map((part: { kind: string }) =>
            part.kind === 'budget' ? { ...part, state: 'failed' } : part,
          ),
        },
      });
    });
    await visit(page, path);
    await attention(page).getByText('Could not look for budgets.').waitFor();
    await page.unroute(api);
    await page.route(api, (route) => route.fulfill({ status: 500, json: failure }));
    await visit(page, path);
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'Could not load what needs attention.' });
    await alert.getByRole('button', { name: 'Retry' }).waitFor();
    await panel(page, 'Active incidents').waitFor();
    await page.unroute(api);
    await alert.getByRole('button', { name: 'Retry' }).press('Enter');
    await rows(page).first().waitFor();
    errors.expect(/status of 500/);
  });

  it('shows each role what it may see', async ({ open }) => {
    const { page } = await open({ path, console: server, as: finance });
    await attention(page).getByText('Your role does not see incidents').waitFor();
    await panel(page, 'Provider usage, 7 d').waitFor();
    expect(await panel(page, 'Active incidents').count()).toBe(0);
    await expectSound(page);
  });
});

const failure = {
  error: {
    code: 'internal_error',
    message: 'Something failed on our side.',
    requestId: '0192f000-0000-7000-8000-00000000c01a',
  },
};
