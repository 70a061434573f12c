import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSoundInBothThemes } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { addRefusingChannel, connectAlertmanager, type Receiver } from './alert-world.ts';

let server: RunningConsole;
let receiver: Receiver;
beforeAll(async () => {
  server = await startConsole();
  receiver = await addRefusingChannel(server);
  const alertmanager = await connectAlertmanager(server);
  await alertmanager.tell({ name: 'CheckoutFails' });
});
afterAll(async () => {
  await receiver.stop();
  await server.stop();
});

describe('A run of the alert pipeline', () => {
  it('shows its way, attempts, data and links, and is retried once that was confirmed', async ({
    open,
  }) => {
    const { page } = await open({
      path: '/admin/pipeline-runs?f=status.in.failed',
      console: server,
    });
    const runs = page.getByRole('region', { name: 'Runs', exact: true });
    await runs.getByRole('link', { name: /#\d+ CheckoutFails/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+r');
    await page.getByRole('heading', { level: 1, name: 'Mark for retry' }).waitFor();
    await page.goBack();
    await runs.getByRole('link', { name: /ago$/ }).first().press('Enter');

    await page.getByRole('heading', { level: 1, name: /^Run for #\d+/ }).waitFor();
    const flow = page.getByRole('region', { name: 'Flow' });
    // What failed is open by itself.
    await flow.getByRole('region', { name: 'Stage notify' }).waitFor();
    expect(await flow.getByRole('listitem').allInnerTexts()).toMatchObject(
      ['ingest', 'check', 'analyze', 'notify'].map((stage) => expect.stringContaining(stage)),
    );
    const parts = page.getByRole('tablist', { name: 'Details of the run' });
    await page.getByRole('table', { name: 'Every attempt of every stage' }).waitFor();
    await parts.getByRole('tab', { name: 'Input and output' }).click();
    await page.getByRole('region', { name: 'Output of analyze' }).waitFor();
    await parts.getByRole('tab', { name: 'Links' }).click();
    await page.waitForURL(/tab=links/);
    await page.getByRole('table', { name: 'Notifications' }).getByText('On call').waitFor();
    await expectSoundInBothThemes(page);

    await page.keyboard.press('Shift+r');
    await page.getByRole('heading', { level: 1, name: 'Mark for retry' }).waitFor();
    await page.getByText('its attempts go from 1 to 2').waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Mark for retry' }).press('Enter');
    await page.getByText(/Queued for retry: attempt 2, from notify/).waitFor();

    await page.getByRole('link', { name: 'Mark failed' }).click();
    await page.getByText('It waits for a retry: that will not come.').waitFor();
    await page.getByRole('button', { name: 'Mark as failed' }).click();
    await page.getByText('Say why.').waitFor();
    await page.getByLabel('Reason').fill('The receiver is gone');
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Mark as failed' }).click();
    await page.getByText(/marked it as failed .*: The receiver is gone/).waitFor();
  });

  it('is found again by a view that is saved, changed, renamed, shared and deleted', async ({
    open,
  }) => {
    const { page } = await open({
      path: '/admin/pipeline-runs?range=7d&f=status.in.failed',
      console: server,
    });
    const views = page.getByRole('navigation', { name: 'Views' });
    await page.getByRole('region', { name: 'Runs', exact: true }).getByRole('table').waitFor();
    await page.keyboard.press('s');
    await page.getByRole('dialog').getByLabel('Name').fill('Failed this week');
    await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
    await views.getByRole('link', { name: 'Failed this week', exact: true }).waitFor();

    await views.getByRole('link', { name: 'All', exact: true }).click();
    await page.waitForURL(/pipeline-runs$/);
    await views.getByRole('link', { name: 'Failed this week' }).click();
    await page.waitForURL(/range=7d&f=status\.in\.failed/);
    await page.getByLabel('Status').selectOption('Succeeded');
    await views.getByRole('link', { name: 'Failed this week modified' }).waitFor();
    await views.getByRole('button', { name: 'Save view' }).click();
    await page.getByText('Replaces your view “Failed this week”.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
    await views.getByRole('link', { name: 'Failed this week', exact: true }).waitFor();

    await views.getByRole('button', { name: 'Rename or share the view Failed this week' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Done this week');
    await page.getByLabel('Show it to every operator').check();
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Change view' }).click();
    const renamed = views.getByRole('link', { name: /^Done this week.*shared$/ });
    await renamed.waitFor();
    expect(await renamed.getAttribute('href')).toContain('status.in.succeeded');
    await views.getByRole('button', { name: 'Delete the view Done this week' }).click();
    await renamed.waitFor({ state: 'detached' });
  });

  it('has its executions in a list of their own, to be read but not retried by a viewer', async ({
    open,
  }) => {
    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const { page } = await open({
      path: '/admin/stage-executions',
      console: server,
      screen: 'phone',
      as: viewer,
    });
    const views = page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: 'Failed' }).click();
    await page.waitForURL(/status\.in\.failed/);
    const executions = page.getByRole('region', { name: 'Executions', exact: true });
    await executions.getByText('notify').first().waitFor();
    await expectSoundInBothThemes(page);
    await executions.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'notify, attempt 1' }).waitFor();
    await page.getByText('notification_refused').waitFor();
    await expectSoundInBothThemes(page);
    await page.getByRole('link', { name: 'The whole run' }).click();
    await page.getByRole('heading', { level: 1, name: /^Run for/ }).waitFor();
    expect(await page.getByRole('link', { name: 'Mark for retry' }).count()).toBe(0);
    await expectSoundInBothThemes(page);
  });
});
