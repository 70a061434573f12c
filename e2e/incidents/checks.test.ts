import { createCheck, listHeartbeats, runCheck } from '@taffrail/contract';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSoundInBothThemes } from '../harness/looks.ts';
import { asOwner, joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';

let server: RunningConsole;
/** What is checked, and is down. */
const target = createServer((_, answer) => answer.writeHead(503).end());
let url = '';
beforeAll(async () => {
  target.listen(0, '127.0.0.1');
  [server] = await Promise.all([startConsole(), once(target, 'listening')]);
  url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await server.stop();
  target.closeAllConnections();
  target.close();
});

describe('Checks', () => {
  it('are tried, made, run, and lead to what they saw', async ({ open }) => {
    const { page } = await open({ path: '/admin/settings/checks', console: server });
    await page.getByRole('button', { name: 'Add check' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add check' });
    await dialog.getByLabel('Name').fill('Shop front');
    await dialog.getByLabel('Address').fill(url);
    await dialog.getByRole('button', { name: 'Try it' }).click();
    await dialog.getByText('The address is not public').waitFor();
    await dialog.getByLabel('private network').check();
    await dialog.getByLabel('Alerts after').fill('1');
    await expectSoundInBothThemes(page);
    await dialog.getByRole('button', { name: 'Add check' }).click();
    await page.getByText('Added Shop front').waitFor();
    const row = page.getByRole('table').locator('[data-row-id]').filter({ hasText: 'Shop front' });
    await row.getByText('Critical').waitFor({ timeout: 20_000 });
    await expectSoundInBothThemes(page);

    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.getByRole('heading', { level: 1, name: 'Checks', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Failing now' }).click();
    await page.getByRole('radio', { name: 'By check' }).check();
    const strip = page.getByText(
      /^The latest \d+ runs?: \d+ Critical\. The last one is Critical\.$/,
    );
    await strip.first().waitFor({ state: 'attached' });
    await expectSoundInBothThemes(page);
    await page.getByRole('radio', { name: 'Each run' }).check();
    await page.getByRole('link', { name: 'Shop front' }).last().click();
    await page.getByText('Answered 503, not 200-299.').first().waitFor();
    await page.getByRole('link', { name: 'View pipeline run' }).waitFor();
    await page.getByRole('link', { name: /^#\d+ Shop front$/ }).waitFor();
    await page.getByRole('heading', { name: 'Runs before and after' }).waitFor();
    await expectSoundInBothThemes(page);
  });
});

describe('Heartbeats', () => {
  it('show where to ping, what was said, and are read on a phone', async ({ open }) => {
    const owner = await asOwner(server);
    const config = { kind: 'heartbeat', periodSeconds: 3_600, graceSeconds: 600 } as const;
    const { id } = await owner.call(createCheck, { body: { name: 'Backup', config } });
    await owner.call(runCheck, { params: { id } });
    const { items } = await owner.call(listHeartbeats, {});
    const body = '<b>12 tables</b>';
    const answer = await fetch(`${items[0]?.pingUrl}/1`, { method: 'POST', body });
    expect(await answer.text()).toBe('OK');

    const { page } = await open({ path: '/admin/heartbeats', console: server });
    const row = page.getByRole('table').locator('[data-row-id]').filter({ hasText: 'Backup' });
    await row.getByText('Down').waitFor();
    await row.locator('[data-row-primary]').press('Enter');
    await page.getByRole('region', { name: 'the crontab line' }).getByText('/$?').waitFor();
    await page.getByText('exit status 1').waitFor();
    await page.getByText(body).first().waitFor();
    await expectSoundInBothThemes(page);

    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const phone = await open({
      path: '/admin/heartbeats',
      console: server,
      screen: 'phone',
      as: viewer,
    });
    await phone.page.getByText('Backup').waitFor();
    expect(await phone.page.getByRole('button', { name: 'Add heartbeat' }).count()).toBe(0);
    await expectSoundInBothThemes(phone.page);
  });
});
