import {
  createApiKey,
  createSavedView,
  listOperators,
  revokeApiKey,
  updateOperator,
} from '@taffrail/contract';
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions, signIn } from './harness/browser-test.ts';
import { expectSound, looks } from './harness/looks.ts';
import { asOwner, joinAs } from './harness/owner-calls.ts';
import { type RunningConsole, startConsole } from './harness/product.ts';
import { runAsPasted } from './harness/run-as-pasted.ts';
import { sendBatch } from './harness/send-batch.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
  await sendBatch(server, [
    { kind: 'activity', organizationId: 'acme', userId: 'ada', action: 'lead.created' },
  ]);
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/${path}`,
  console: server,
  ...more,
});

const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const confirm = (page: Page, name: string): Locator => page.getByRole('alertdialog', { name });
const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });
const said = (page: Page, text: string): Promise<void> =>
  page.getByRole('dialog').getByText(text, { exact: true }).waitFor();

/** What the button put into the clipboard. */
const copied = async (page: Page, within: Locator, what: string): Promise<string> => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await within.getByRole('button', { name: `Copy ${what}` }).click();
  await within
    .getByRole('region', { name: what })
    .getByRole('button', { name: 'Copied' })
    .waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};

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

  it.for(looks)('are sound in $theme on a $screen', async (look, { open }) => {
    const { page } = await open(at(`${keys}?revoked=1`, look));
    await page.getByText('TAFFRAIL_INGEST_KEY').waitFor();
    if (look.screen === 'phone') {
      await page.getByRole('button', { name: 'Details of the key TAFFRAIL_INGEST_KEY' }).click();
      await page.getByRole('link', { name: 'History of the key TAFFRAIL_INGEST_KEY' }).waitFor();
    }
    await expectSound(page);
    await page.getByRole('button', { name: 'Make key' }).click();
    const making = dialog(page, 'Make a key');
    await making.getByRole('radio', { name: 'API' }).check();
    await expectSound(page);
    await making.getByRole('textbox', { name: 'Name' }).fill(`Look ${look.theme} ${look.screen}`);
    await page.keyboard.press('Enter');
    await dialog(page, /^The key “Look/).waitFor();
    await expectSound(page);
  });
});

const operators = 'settings/operators';

describe('operators', () => {
  it('join by a link that is shown once, and see what their role may', async ({ open }) => {
    const { page } = await open(at(operators));
    await row(page, /Owner \(you\)/).waitFor();
    await page.keyboard.press('n');
    const inviting = dialog(page, 'Invite an operator');
    await inviting.getByRole('textbox', { name: 'E-mail' }).fill('grace');
    await page.keyboard.press('Enter');
    await inviting.getByText('Enter an e-mail address.').waitFor();
    await inviting.getByRole('textbox', { name: 'E-mail' }).fill('grace@example');
    await page.keyboard.press('Enter');
    await inviting.getByText('This is not an e-mail address.').waitFor();
    await inviting.getByRole('textbox', { name: 'E-mail' }).fill('grace@example.com');
    await inviting.getByRole('radio', { name: 'Support' }).check();
    await expectSound(page);
    await inviting.getByRole('button', { name: 'Make invitation' }).click();
    const made = dialog(page, 'The invitation of grace@example.com');
    await made.getByText('Copy the link now').waitFor();
    await expectSound(page);
    const link = await copied(page, made, 'the invitation link');
    await page.keyboard.press('Escape');
    const waiting = page.getByRole('region', { name: 'Invitations that wait' });
    await waiting.getByRole('row', { name: /grace@example.com Support/ }).waitFor();

    // In a browser of her own.
    const hers = await open({ path: '/sign-in', as: 'nobody', console: server });
    await hers.page.goto(link);
    expect(await hers.page.getByLabel('E-mail').inputValue()).toBe('grace@example.com');
    await hers.page.getByLabel('Name').fill('Grace Hopper');
    await hers.page.getByLabel('Password').fill('a long sentence is good');
    await expectSound(hers.page);
    await hers.page.getByRole('button', { name: 'Join the console' }).click();
    await hers.page.waitForURL('**/admin/dashboard');
    const pages = hers.page.getByRole('navigation', { name: 'Pages' }).first();
    await pages.getByRole('link', { name: 'Activity' }).waitFor();
    expect(await pages.getByRole('link').allInnerTexts()).toEqual([
      'Home',
      'Health',
      'Autofix',
      'Load tests',
      'Logs',
      'Activity',
    ]);
    await hers.page.goto(`${server.url}/admin/${keys}`);
    await hers.page.getByText('You need the permission to create and revoke keys.').waitFor();
    await hers.page
      .getByText('It comes with the role of owner or operator; an owner can change yours.')
      .waitFor();
    await expectSound(hers.page);

    // The link is used up, for her and for everybody.
    await hers.page.goto(link);
    await hers.page.reload();
    await hers.page.getByText('This invitation cannot be used.').waitFor();
    await page.keyboard.press('r');
    await waiting.waitFor({ state: 'detached' });
    await row(page, /Grace Hopper grace@example.com Support Active/).waitFor();
  });

  it('change roles, and see before what is gained and lost', async ({ open }) => {
    const operator = await joinAs(server, 'viewer', 'Rosa Role');
    const theirs = await open(at('dashboard', { as: operator }));
    await theirs.page.getByRole('heading', { name: 'Home' }).waitFor();
    const { page } = await open(at(operators));
    await page.getByRole('button', { name: 'Change role of Rosa Role' }).click();
    const changing = dialog(page, 'Change the role of Rosa Role');
    await changing.getByRole('radio', { name: 'Finance' }).check();
    await changing
      .getByText(/Gains: .*see organizations and users; .*see e-mail addresses/)
      .waitFor();
    await changing.getByText(/Loses: .*read the activity log/).waitFor();
    await expectSound(page);
    await changing.getByRole('button', { name: 'Change role' }).click();
    await said(page, 'Rosa Role has the role Finance now');
    await row(page, /Rosa Role .* Finance Active/).waitFor();
    await theirs.page.reload();
    await theirs.page.getByRole('heading', { name: 'Home' }).waitFor();
    expect(await theirs.page.getByRole('link', { name: 'Activity' }).count()).toBe(0);
  });

  it('are signed out when they are disabled, and enabled with a way back', async ({ open }) => {
    const operator = await joinAs(server, 'operator', 'Dora Disabled');
    const theirs = await open(at('settings/keys', { as: operator }));
    await theirs.page.getByRole('heading', { name: 'Keys', exact: true }).waitFor();
    const { page } = await open(at(operators));
    await page.getByRole('button', { name: 'Disable Dora Disabled' }).click();
    await expectSound(page);
    await confirm(page, 'Disable Dora Disabled?')
      .getByRole('button', { name: 'Disable operator' })
      .click();
    await said(page, 'Disabled Dora Disabled');
    await theirs.page.reload();
    await theirs.page.waitForURL(/\/sign-in/);
    await theirs.page.getByLabel('E-mail').fill(operator.email);
    await theirs.page.getByLabel('Password').fill(operator.password);
    await theirs.page.keyboard.press('Enter');
    await theirs.page.getByText('The e-mail or the password is wrong.').waitFor();

    await page.getByRole('button', { name: 'Enable Dora Disabled' }).click();
    await said(page, 'Enabled Dora Disabled');
    await row(page, /Dora Disabled .* Active/).waitFor();
    await signIn(theirs.page, operator);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, /Dora Disabled .* Disabled/).waitFor();
  });

  it('leave one owner at least', async ({ open }) => {
    const { page } = await open(at(operators));
    await page.getByRole('button', { name: 'Change role of Owner' }).click();
    const changing = dialog(page, 'Change the role of Owner');
    const change = changing.getByRole('button', { name: 'Change role' });
    expect(await change.getAttribute('aria-disabled')).toBe('true');
    await changing.getByRole('radio', { name: 'Viewer' }).check();
    await changing.getByText('This is you: only another owner can change it back.').waitFor();
    await change.click();
    await changing.getByText('The console needs at least one active owner.').waitFor();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Disable Owner' }).click();
    const asking = confirm(page, 'Disable yourself?');
    await asking.getByRole('button', { name: 'Disable operator' }).click();
    await asking.getByText('The console needs at least one active owner.').waitFor();
    await asking.getByRole('button', { name: 'Cancel' }).click();
    await row(page, /Owner \(you\) .* Active/).waitFor();
  });

  it('withdraw an invitation, and invite nobody twice', async ({ open }) => {
    const { page } = await open(at(operators));
    const invite = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Invite operator' }).click();
      const inviting = dialog(page, 'Invite an operator');
      await inviting.getByRole('textbox', { name: 'E-mail' }).fill('late@example.com');
      await page.keyboard.press('Enter');
    };
    await invite();
    const link = await copied(
      page,
      dialog(page, 'The invitation of late@example.com'),
      'the invitation link',
    );
    await page.getByRole('button', { name: 'Done' }).click();
    await invite();
    await dialog(page, 'Invite an operator')
      .getByText('An invitation for this e-mail waits already.')
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Withdraw the invitation of late@example.com' }).click();
    await confirm(page, 'Withdraw the invitation of late@example.com?')
      .getByRole('button', { name: 'Withdraw invitation' })
      .click();
    await said(page, 'Withdrew the invitation of late@example.com');
    const theirs = await open({ path: '/sign-in', as: 'nobody', console: server });
    await theirs.page.goto(link);
    await theirs.page.getByText('This invitation cannot be used.').waitFor();
  });

  it.for(looks)('are sound in $theme on a $screen', async (look, { open }) => {
    const { page } = await open(at(operators, look));
    await page.getByText(server.email).first().waitFor();
    await page.getByRole('heading', { name: 'What each role may do' }).waitFor();
    if (look.screen === 'phone') {
      await page.getByRole('button', { name: 'Details of Owner' }).click();
    }
    await expectSound(page);
    await page.getByRole('button', { name: 'Change role of Owner' }).click();
    await dialog(page, 'Change the role of Owner').waitFor();
    await expectSound(page);
  });
});

describe('the account', () => {
  it('changes the password, and ends the other sessions', async ({ open }) => {
    const operator = await joinAs(server, 'viewer', 'Paula Password');
    const other = await open(at('dashboard', { as: operator }));
    const { page } = await open({ path: '/sign-in', as: 'nobody', console: server });
    await signIn(page, operator);
    await page.getByRole('button', { name: 'Account of Paula Password' }).click();
    await page.getByRole('menuitem', { name: 'Account and password' }).click();
    await page.waitForURL('**/admin/account');
    await page.getByLabel('Current password').fill('not the password');
    await page.getByLabel('New password').fill('too short');
    await page.keyboard.press('Enter');
    await page.getByText('Choose at least 12 characters.').waitFor();
    await page.getByLabel('New password').fill('a much longer sentence');
    await page.keyboard.press('Enter');
    await page.getByText('The current password is wrong.').waitFor();
    await expectSound(page);
    await page.getByLabel('Current password').fill(operator.password);
    await page.keyboard.press('Enter');
    await said(page, 'Changed the password; your other sessions have ended');
    expect(await page.getByLabel('New password').inputValue()).toBe('');
    await page.reload();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await other.page.reload();
    await other.page.waitForURL(/\/sign-in/);
    await signIn(other.page, { ...operator, password: 'a much longer sentence' });
  });

  it('keeps what is preferred', async ({ open }) => {
    const operator = await joinAs(server, 'operator', 'Petra Prefers');
    const { page } = await open(at('account', { as: operator }));
    const choose = async (name: string): Promise<void> => {
      const kept = page.waitForResponse(/preferences/);
      await page.getByRole('radio', { name }).click();
      await kept;
    };
    await choose('Dark');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await choose('Comfortable');
    await choose('Date and time');
    const kept = page.waitForResponse(/preferences/);
    await page.getByRole('checkbox', { name: /Single-key shortcuts/ }).click();
    await kept;
    await expectSound(page);

    await page.goto(`${server.url}/admin/settings/audit-log`);
    await page.getByRole('table').waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.locator('tbody time').first().innerText()).toMatch(
      /^\d+ [A-Z][a-z]+, \d\d:\d\d:\d\d$/,
    );
    await page.keyboard.press('?');
    expect(await dialog(page, 'Keyboard shortcuts').count()).toBe(0);
  });

  it.for(looks)('is sound in $theme on a $screen', async (look, { open }) => {
    const { page } = await open(at('account', look));
    await page.getByRole('heading', { name: 'Preferences' }).waitFor();
    await expectSound(page);
  });
});

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
    await page.getByRole('button', { name: /^Remove the filter of the target tess/ }).waitFor();
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
    const { page, errors } = await open(at('account'));
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
    await page.goto(`${server.url}/admin/${auditLog}`);
    await page.getByRole('alert').getByText('Could not load the audit log.').waitFor();
    await page.getByText('The console did not answer.').waitFor();
    await expectSound(page);
    await page.unroute(api);
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect.poll(() => entries(page).count()).toBe(50);
    errors.expect(/ERR_FAILED/);
  });

  it.for(looks)('is sound in $theme on a $screen', async (look, { open }) => {
    const { page } = await open(at(`${auditLog}?f=action.in.operator.*`, look));
    await page.getByRole('button', { name: /^Details of .* changed the role of tess/ }).click();
    await page.getByRole('table', { name: 'What changed' }).waitFor();
    await expectSound(page);
  });
});
