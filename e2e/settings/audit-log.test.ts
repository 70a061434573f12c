import {
  createApiKey,
  createSavedView,
  listOperators,
  revokeApiKey,
  updateOperator,
} from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { asOwner, joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { pressRetry } from '../harness/press-retry.ts';
import { visit } from '../harness/within-console.ts';
import { adminPage } from './settings-page.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions =>
  adminPage(server, path, more);

const auditLog = 'settings/audit-log';
const entries = (page: Page): Locator => page.locator('[data-row-id]');

/** A change of a role, and a key that came and went. */
const leaveTraces = async (): Promise<void> => {
  const owner = await asOwner(server);
  await joinAs(server, 'viewer', 'Tess Traced');
  const { items } = await owner.call(listOperators, {});
  const id = items.find(({ name }) => name === 'Tess Traced')?.id ?? '';
  await owner.call(updateOperator, { params: { id }, body: { role: 'finance' } });
  const key = await owner.call(createApiKey, {
    body: { kind: 'ingest', name: 'Short-lived', scopes: ['batch'] },
  });
  await owner.call(revokeApiKey, { params: { id: key.id } });
};

describe('the audit log', () => {
  beforeAll(leaveTraces);

  it('tells what was done here, and what it was before and after', async ({ open }) => {
    const { page } = await open(at(auditLog));
    await page.getByLabel('Actor', { exact: true }).selectOption('owner@example.com');
    await page.getByLabel('Action', { exact: true }).selectOption('operator.role_changed');
    await page.waitForURL(/f=action\.in\.operator\.role_changed&f=actorId/);
    const changed = page.getByRole('row', { name: /changed the role of tess.traced@/ });
    await changed.waitFor();
    await expect.poll(() => page.getByRole('row', { name: /made the key/ }).count()).toBe(0);
    await page.getByRole('heading', { name: 'Audit log' }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=/);
    const change = page.getByRole('table', { name: 'What changed' });
    expect(await change.getByRole('row').last().innerText()).toMatch(
      /role\W*changed\W+viewer\W+finance/,
    );
    await expectSound(page);
    await page.reload();
    await change.waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await change.waitFor({ state: 'detached' });

    await changed.getByRole('link', { name: 'tess.traced@example.com' }).click();
    await page.waitForURL(/f=targetId/);
    await page.getByRole('button', { name: /^Remove the filter Target: tess/ }).waitFor();
    await expect.poll(() => entries(page).count()).toBe(1);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('targetId'));
  });

  it('narrows by actor and kind, and says when nothing matches', async ({ open }) => {
    const { page } = await open(at(auditLog));
    await page.getByLabel('Actor').selectOption('tess.traced@example.com');
    await page.waitForURL(/f=actorId/);
    await page.getByRole('row', { name: /tess.traced@example.com accepted the/ }).waitFor();
    await expect.poll(() => page.getByRole('row', { name: /made the key/ }).count()).toBe(0);
    await page.getByLabel('Action', { exact: true }).selectOption('Anything about keys');
    await page.getByText('Nothing in this range matches 2 filters.').waitFor();
    await expectSound(page);
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await page
      .getByRole('row', { name: /owner@example.com revoked the key Short-lived/ })
      .waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('pages to what is older and back, by keyset', async ({ open }) => {
    const owner = await asOwner(server);
    for (let index = 0; index < 60; index += 1) {
      const view = { page: 'activity', name: `View ${index}`, search: 'range=7d', shared: false };
      await owner.call(createSavedView, { body: view } as never);
    }
    const { page } = await open(at(auditLog));
    await expect.poll(() => entries(page).count()).toBe(50);
    const first = await entries(page).first().getAttribute('data-row-id');
    expect(await page.getByRole('button', { name: 'Newer' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL(/after=/);
    await expect.poll(() => entries(page).first().getAttribute('data-row-id')).not.toBe(first);
    await page.getByRole('button', { name: 'Newer' }).click();
    await expect.poll(() => entries(page).first().getAttribute('data-row-id')).toBe(first);
  });

  it('is for those who may read it', async ({ open }) => {
    const support = await joinAs(server, 'support', 'Sam Support');
    const { page } = await open(at(auditLog, { as: support }));
    await page.getByText('You need the permission to read the audit log.').waitFor();
    await expectSound(page);
  });

  it('that is opened while the console is away waits on the screen', async ({ open }) => {
    const { page, errors } = await open(at('account', { isFresh: true }));
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await page.context().setOffline(true);
    const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    await link.filter({ hasText: 'Audit log' }).first().click();
    const away = page.getByRole('alert').filter({ hasText: 'The console did not answer.' });
    await away.waitFor();
    await away.getByRole('button', { name: 'Retry' }).click();
    await away.getByRole('button', { name: 'Retry', disabled: false }).waitFor();
    await page.context().setOffline(false);
    await away.getByRole('button', { name: 'Retry' }).click();
    await entries(page).first().waitFor();
    errors.expect(/ERR_INTERNET_DISCONNECTED|dynamically imported module|did not answer/);
  });

  it('that cannot be loaded says so, and tries again', async ({ open }) => {
    const { page, errors } = await open(at('account'));
    const api = '**/api/v1/audit-log*';
    await page.route(api, (route) => route.abort());
    await visit(page, `/admin/${auditLog}`);
    await page.getByRole('alert').getByText('Could not load the audit log.').waitFor();
    await page.getByText('The console did not answer.').waitFor();
    await expectSound(page);
    await pressRetry(page, api);
    await expect.poll(() => entries(page).count()).toBe(50);
    errors.expect(/ERR_FAILED/);
  });

  it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at(`${auditLog}?f=action.in.operator.*`, { screen }));
    await page.getByRole('button', { name: /^Details of .* changed the role of tess/ }).click();
    await page.getByRole('table', { name: 'What changed' }).waitFor();
    await expectSoundInBothThemes(page);
  });
});
