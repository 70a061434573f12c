import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSoundInBothThemes } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { visit } from '../harness/within-console.ts';
import { connectAlertmanager } from './alert-world.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
  const alertmanager = await connectAlertmanager(server);
  for (const name of ['CheckoutFails', 'DiskFills', 'QueueGrows'])
    await alertmanager.tell({ name, service: name.toLowerCase() });
});
afterAll(() => server.stop());

describe('Analyses', () => {
  it('say what an alert is about, lead to what they rest on, and are rated', async ({ open }) => {
    const { page } = await open({ path: '/admin/analysis-runs', console: server });
    const rows = page.getByRole('table').locator('[data-row-id]');
    await rows.nth(2).waitFor();
    await expectSoundInBothThemes(page);
    await rows
      .filter({ hasText: /CheckoutFails/ })
      .locator('[data-row-primary]')
      .press('Enter');

    await page.getByText(/^CheckoutFails of checkoutfails \(critical\) fires since/).waitFor();
    await page.getByRole('list', { name: 'From the alert to its analysis' }).waitFor();
    const cited = page.getByRole('link', { name: 'alert CheckoutFails' }).first();
    expect(await cited.getAttribute('href')).toMatch(/^\/admin\/alerts\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: 'Wrong' }).click();
    await page.getByLabel('Why').fill('It was the bank.');
    await page.keyboard.press('Enter');
    await page.getByText('It was the bank.', { exact: true }).waitFor();
    await expectSoundInBothThemes(page);
  });

  it('are read on a phone', async ({ open }) => {
    const { page } = await open({
      path: '/admin/analysis-runs?group=provider',
      console: server,
      screen: 'phone',
    });
    await page.getByRole('link', { name: 'Rules' }).first().waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole('link', { name: 'Rules' }).first().click();
    await page
      .getByText(/CheckoutFails/)
      .first()
      .waitFor();
    await expectSoundInBothThemes(page);
  });
});

describe('Bulk actions', () => {
  it('are asked for by boxes on a phone', async ({ open }) => {
    const path = '/admin/alerts?f=sourceKind.in.alertmanager';
    const { page } = await open({ path, console: server, screen: 'phone' });
    await page.getByRole('checkbox', { name: /^Select CheckoutFails/ }).check();
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByText('1 selected').waitFor();
    await bar.getByRole('button', { name: 'Select the page' }).click();
    await bar.getByText('3 selected').waitFor();
    await expectSoundInBothThemes(page);
    await bar.getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('3 alerts of 3 will be resolved.').waitFor();
    await expectSoundInBothThemes(page);
  });

  it('are asked for by keys, foreseen, worked off, and leave an outcome for each', async ({
    open,
  }) => {
    // A busy machine may fire alerts of its own.
    const path = '/admin/alerts?f=sourceKind.in.alertmanager';
    const { page } = await open({ path, console: server });
    const rows = page.getByRole('table').locator('[data-row-id]');
    await rows.nth(2).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('*');
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByText('3 selected').waitFor();
    await expectSoundInBothThemes(page);
    await bar.getByRole('button', { name: 'Resolve' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Resolve alerts' });
    await dialog.getByText('3 alerts of 3 will be resolved.').waitFor();
    await expectSoundInBothThemes(page);
    await dialog.getByRole('button', { name: 'Resolve 3 alerts' }).press('Enter');
    await page.getByRole('dialog').getByText('3 resolved').waitFor({ timeout: 20_000 });
    await page.getByRole('link', { name: 'What became of each' }).press('Enter');

    await page.getByRole('heading', { level: 1, name: 'Resolve 3 alerts' }).waitFor();
    await rows.nth(2).waitFor();
    await rows.filter({ hasText: 'DiskFills' }).getByText('Done').waitFor();
    await expectSoundInBothThemes(page);
    await visit(page, '/admin/bulk-actions');
    await page.getByRole('link', { name: 'Resolve 3 alerts' }).waitFor();
    await expectSoundInBothThemes(page);
  });
});
