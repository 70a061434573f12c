import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { runAsPasted } from '../harness/run-as-pasted.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { adminPage, confirm, copied, dialog, row, said } from './settings-page.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
  await sendBatch(server, [
    { kind: 'activity', organizationId: 'acme', userId: 'ada', action: 'lead.created' },
  ]);
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions =>
  adminPage(server, path, more);

const send = (key: string): Promise<Response> =>
  fetch(`${server.url}/ingest/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: JSON.stringify({
      kind: 'activity',
      id: randomUUID(),
      organizationId: 'acme',
      action: 'lead.created',
      createdAt: new Date().toISOString(),
    }),
  });

const keys = 'settings/keys';

describe('keys', () => {
  it('are made by keys alone, shown once, used, and refused once revoked', async ({ open }) => {
    const { page } = await open(at(keys));
    await row(page, /TAFFRAIL_INGEST_KEY/).waitFor();
    await page.keyboard.press('n');
    const making = dialog(page, 'Make a key');
    await making.waitFor();
    await page.keyboard.press('Enter');
    await making.getByText('Give it a name.').waitFor();
    await page.keyboard.type('Production');
    await expectSound(page);
    await page.keyboard.press('Enter');

    const made = dialog(page, 'The key “Production”');
    await made.getByText('Copy it now: it is not shown again.').waitFor();
    await expectSound(page);
    const focused = made.getByRole('region', { name: 'the key' }).getByRole('button');
    expect(await focused.evaluate((button) => button === document.activeElement)).toBe(true);
    const key = await copied(page, made, 'the key');
    expect(key).toMatch(/^tfi_[A-Za-z0-9]{32}$/);
    const command = await copied(page, made, 'the curl command');
    expect(JSON.parse(await runAsPasted(command))).toMatchObject({ accepted: 1, rejected: [] });
    await made.getByRole('button', { name: 'Done' }).click();
    await made.waitFor({ state: 'hidden' });
    expect(await page.content()).not.toContain(key);
    expect(await row(page, /Production/).innerText()).toContain(`${key.slice(0, 8)}…`);
    expect((await send(key)).status).toBe(200);

    await page.getByRole('button', { name: 'Revoke the key Production' }).click();
    const asking = confirm(page, 'Revoke the key “Production”?');
    await asking.getByText('What is sent with it is refused from now on').waitFor();
    await expectSound(page);
    await asking.getByRole('button', { name: 'Cancel' }).click();
    expect((await send(key)).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke the key Production' }).click();
    await asking.getByRole('button', { name: 'Revoke key' }).click();
    await said(page, 'Revoked the key “Production”');
    await row(page, /Production/).waitFor({ state: 'detached' });
    await expect.poll(async () => (await send(key)).status).toBe(401);

    await page.getByRole('button', { name: 'Show 1 revoked key' }).click();
    await page.waitForURL(/revoked=1$/);
    expect(await row(page, /Production/).innerText()).toContain('Revoked');
    expect(
      await row(page, /Production/)
        .getByRole('button')
        .count(),
    ).toBe(0);
    await page.getByRole('link', { name: 'History of the key Production' }).click();
    await row(page, /owner@example.com revoked the key Production/).waitFor();
    await row(page, /owner@example.com made the key Production/).waitFor();
  });

  it('of the API may do what their role may, and no more', async ({ open }) => {
    const { page } = await open(at(keys));
    await page.getByRole('button', { name: 'Make key' }).click();
    const making = dialog(page, 'Make a key');
    await making.getByRole('textbox', { name: 'Name' }).fill('Nightly report');
    await making.getByRole('radio', { name: 'API' }).check();
    await making.getByRole('radio', { name: 'Support' }).check();
    await making.getByRole('button', { name: 'Make key' }).click();
    const made = dialog(page, 'The key “Nightly report”');
    const key = await copied(page, made, 'the key');
    const answer = JSON.parse(await runAsPasted(await copied(page, made, 'the curl command')));
    expect(answer).toHaveProperty(['items', 0, 'action'], 'lead.created');
    const refused = await fetch(`${server.url}/api/v1/audit-log`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(refused.status).toBe(403);
    await page.keyboard.press('Escape');
    expect(await row(page, /Nightly report/).innerText()).toMatch(/API · Support/);
  });

  it('of the environment say where they are set, and cannot be revoked', async ({ open }) => {
    const { page } = await open(at(keys));
    const variable = row(page, /TAFFRAIL_API_KEY/);
    expect(await variable.innerText()).toContain('Set by this variable');
    expect(await variable.getByRole('button').count()).toBe(0);
    await variable.getByRole('link', { name: 'History of the key TAFFRAIL_API_KEY' }).click();
    await page.waitForURL(/audit-log\?range=.*f=targetId/);
    await page.getByRole('row', { name: /made the key TAFFRAIL_API_KEY/ }).waitFor();
  });

  it.for(screens)('are sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at(`${keys}?revoked=1`, { screen }));
    await page.getByText('TAFFRAIL_INGEST_KEY').waitFor();
    if (screen === 'phone') {
      await page.getByRole('button', { name: 'Details of the key TAFFRAIL_INGEST_KEY' }).click();
      await page.getByRole('link', { name: 'History of the key TAFFRAIL_INGEST_KEY' }).waitFor();
    }
    await expectSoundInBothThemes(page);
    await page.getByRole('button', { name: 'Make key' }).click();
    const making = dialog(page, 'Make a key');
    await making.getByRole('radio', { name: 'API' }).check();
    await expectSoundInBothThemes(page);
    await making.getByRole('textbox', { name: 'Name' }).fill(`Look ${screen}`);
    await page.keyboard.press('Enter');
    await dialog(page, /^The key “Look/).waitFor();
    await expectSoundInBothThemes(page);
  });
});
