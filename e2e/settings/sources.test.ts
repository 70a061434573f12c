import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { visit } from '../harness/within-console.ts';
import { confirm, dialog } from './settings-page.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const sources = '/admin/settings/sources';
const inbox = '/admin/inbox';
const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path,
  console: server,
  ...more,
});
const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const post = async (url: string, body: string): Promise<number> =>
  (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
    .status;
const unreadable = '{"trigger":"weather","title":"<b>rain</b>"}';

/** Connects a source by its dialog; answers the address that is shown once. */
const connect = async (page: Page, kind: string, name: string): Promise<string> => {
  await panel(page, kind)
    .getByRole('button', { name: `Connect ${kind}` })
    .click();
  const asking = dialog(page, `Connect ${kind}`);
  await asking.getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  const made = dialog(page, `The address of “${name}”`);
  await made.getByText('Copy it now: it is not shown again.').waitFor();
  const url = await made.getByRole('region', { name: 'the address' }).locator('code').innerText();
  await expectSound(page);
  await made.getByRole('button', { name: 'Done' }).click();
  await made.waitFor({ state: 'detached' });
  return url;
};

describe('sources', () => {
  it('say how each is connected while nothing is', async ({ open }) => {
    const { page } = await open(at(sources));
    await panel(page, 'Autofix').getByText('Not connected.').waitFor();
    await panel(page, 'Autofix').getByRole('region', { name: 'the workflow step' }).waitFor();
    await panel(page, 'Load tests').getByText('Not connected.').waitFor();
    await panel(page, 'Stripe')
      .getByText(/customer\.subscription/)
      .waitFor();
    await panel(page, 'SDK').getByText('Nothing has come yet').waitFor();
    await panel(page, 'OpenTelemetry').getByText('Nothing has come yet').waitFor();
    await panel(page, 'Product database').getByText('Not configured').waitFor();
    await expectSound(page);
    await visit(page, inbox);
    await page.getByText('Nothing is poisoned: all that came could be read.').waitFor();
    await page.getByText('Everything that came has been read.').waitFor();
    await page.getByRole('link', { name: 'Show all deliveries' }).click();
    await page.getByText('No source has sent anything in the last 30 days.').waitFor();
    await expectSound(page);
  });

  it('are connected, tried out, given another address, and disconnected', async ({ open }) => {
    const { page } = await open(at(sources));
    const old = await connect(page, 'Autofix', 'Nightly agent');
    const autofix = panel(page, 'Autofix');
    await autofix.getByText('Nothing has come yet').waitFor();
    await autofix.getByRole('button', { name: 'Send test as Nightly agent' }).click();
    await autofix.getByText('Test arrived and was read; nothing of it is kept').waitFor();
    await autofix.getByText('Nothing has come yet').waitFor();

    expect(await post(old, '{"trigger":"ci","title":"Lint","outcome":"skipped"}')).toBe(200);
    await autofix.getByText('Fresh').waitFor();
    await autofix.getByRole('button', { name: 'New address of Nightly agent' }).click();
    const asking = confirm(page, 'Give “Nightly agent” a new address?');
    await expectSound(page);
    await asking.getByRole('button', { name: 'Make new address' }).click();
    const made = dialog(page, 'The address of “Nightly agent”');
    const url = await made.getByRole('region', { name: 'the address' }).locator('code').innerText();
    await made.getByRole('button', { name: 'Done' }).click();
    expect(await post(old, '{}')).toBe(401);
    expect(await post(url, unreadable)).toBe(200);
    await autofix.getByRole('link', { name: '1 delivery cannot be read' }).waitFor();

    await autofix.getByRole('button', { name: 'Disable Nightly agent' }).click();
    await autofix.getByText('Disabled: what comes is held').waitFor();
    expect(await post(url, '{"trigger":"ci","title":"Later","outcome":"skipped"}')).toBe(200);
    await autofix.getByRole('link', { name: '1 delivery held' }).waitFor();
    await expectSound(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await autofix.getByText('Fresh').waitFor();
    await autofix.getByRole('link', { name: '1 delivery held' }).waitFor({ state: 'detached' });

    await autofix.getByRole('button', { name: 'Disconnect Nightly agent' }).click();
    await confirm(page, 'Disconnect “Nightly agent”?')
      .getByRole('button', { name: 'Disconnect source' })
      .click();
    await autofix.getByText('Not connected.').waitFor();
    expect(await post(url, unreadable)).toBe(401);
  });

  it('that sign are asked for their secret first', async ({ open }) => {
    const { page } = await open(at(sources));
    await connect(page, 'Stripe', 'Live account');
    const stripe = panel(page, 'Stripe');
    await stripe.getByText('No signing secret: everything is refused').waitFor();
    const test = stripe.getByRole('button', { name: 'Send test as Live account' });
    expect(await test.getAttribute('aria-disabled')).toBe('true');
    await stripe.getByRole('button', { name: 'Set secret of Live account' }).click();
    await dialog(page, /signing secret/)
      .getByLabel('Signing secret')
      .fill('whsec_abcdefgh');
    await page.keyboard.press('Enter');
    await stripe.getByRole('button', { name: 'New secret of Live account' }).waitFor();
    await test.click();
    await stripe.getByText('Test arrived and was read; nothing of it is kept').waitFor();
    await expectSound(page);
  });

  it('say what the key of Stripe may not read', async ({ open }) => {
    const { page } = await open(at('/admin/account'));
    const message = 'Stripe answers 403 to /v1/invoices: The key lacks a permission.';
    const at403 = { what: 'invoices', at: new Date().toISOString(), message };
    await page.route('**/api/v1/stripe-reading', (route) =>
      route.fulfill({ json: { asOf: at403.at, refused: [at403] } }),
    );
    await visit(page, sources);
    const refused = panel(page, 'Stripe').getByRole('alert');
    await refused.getByText('Stripe refuses to tell of invoices').waitFor();
    await refused.getByText(message).waitFor();
    await expectSound(page);
  });

  it('of the SDK are tried with a key, which counts nothing', async ({ open }) => {
    const { page } = await open(at(sources));
    await panel(page, 'SDK').getByRole('button', { name: 'Send test batch' }).click();
    const trying = dialog(page, 'Send a test batch');
    await trying.getByLabel('Ingest key').fill('tfi_wrong');
    await page.keyboard.press('Enter');
    await trying.getByText('Send an ingest key that holds.').waitFor();
    await trying.getByLabel('Ingest key').fill(server.ingestKey);
    await page.keyboard.press('Enter');
    await trying.getByText('It arrived: this key may send batches.').waitFor();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await panel(page, 'SDK').getByText('Nothing has come yet').waitFor();
    await sendBatch(server, [{ kind: 'activity', organizationId: 'acme', action: 'lead.created' }]);
    await page.keyboard.press('r');
    await panel(page, 'SDK').getByText('Fresh').waitFor();
  });

  it('take ingest keys with their scope, which is said by its name where it is missing', async ({
    open,
  }) => {
    const { page } = await open(at('/admin/settings/keys'));
    await page.getByRole('button', { name: 'Make key' }).click();
    const making = dialog(page, 'Make a key');
    await making.getByLabel('Name').fill('Agents');
    await making.getByLabel('Batches of the SDK').uncheck();
    const make = making.getByRole('button', { name: 'Make key' });
    expect(await make.getAttribute('aria-disabled')).toBe('true');
    await making.getByLabel('Attempts of agents (autofix)').check();
    await expectSound(page);
    await make.click();
    const made = dialog(page, 'The key “Agents”');
    const address = made.getByRole('region', { name: 'the address for attempts of agents' });
    const url = await address.locator('code').innerText();
    expect(await made.getByRole('region', { name: 'the curl command' }).count()).toBe(0);
    expect(await post(url, '{"trigger":"ci","title":"By key","outcome":"skipped"}')).toBe(200);
    const refused = await fetch(url.replace('autofix', 'load-tests'), { method: 'POST' });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('lacks the scope load_tests: it has autofix.');
  });

  it('are for those who may manage them, and say when they cannot be loaded', async ({ open }) => {
    const support = await joinAs(server, 'support', 'Sam Support');
    const { page } = await open(at(sources, { as: support }));
    await page.getByText('You need the permission to connect what sends').waitFor();
    await visit(page, inbox);
    await page.getByText('You need the permission to see what sources sent').waitFor();
    const own = await open(at('/admin/account'));
    await own.page.route(/\/api\/v1\/sources/, (route) => route.fulfill({ status: 500 }));
    await visit(own.page, sources);
    await own.page.getByRole('alert').getByText('Could not load sources.').waitFor();
    own.errors.expect(/status of 500/);
  });
});

describe('the inbox', () => {
  let page: Page;
  const row = (name: RegExp): Locator => page.getByRole('row', { name });

  it('shows what cannot be read and why, by keys alone, and replays it', async ({ open }) => {
    ({ page } = await open(at(sources)));
    const url = await connect(page, 'Autofix', 'Broken agent');
    for (let index = 0; index < 3; index += 1) expect(await post(url, unreadable)).toBe(200);
    await panel(page, 'Autofix').getByRole('link', { name: '3 deliveries cannot be read' }).click();
    await page.waitForURL(/\/admin\/inbox\?f=sourceId\.in\./);
    await row(/Broken agent.*Poisoned/)
      .first()
      .waitFor();
    expect(await page.getByText(/deliveries cannot be read/).innerText()).toMatch(/^[34] /);
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=/);
    await page.getByRole('region', { name: 'the body' }).getByText(unreadable).waitFor();
    await page
      .getByText(/The report is wrong:\s+.*trigger/s)
      .last()
      .waitFor();
    await expectSound(page);
    await page.getByRole('button', { name: 'Remove the filter Source: Broken agent' }).waitFor();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('It is read again').waitFor();
    await page.keyboard.press('Escape');

    await visit(page, `${inbox}?f=kind.in.autofix`);
    const all = page.getByRole('button', { name: 'Replay all poisoned' });
    await all.click();
    const asking = page.getByRole('alertdialog', { name: /^Replay \d poisoned deliveries\?$/ });
    await expectSound(page);
    await asking.getByRole('button', { name: /^Replay \d$/ }).click();
    await page.getByText(/^\d deliveries are read again$/).waitFor();
    await page.getByRole('link', { name: /^All/ }).click();
    await page.waitForURL(/view=all/);
    await row(/Nightly agent.*Test.*Ignored/).waitFor();
    await row(/Nightly agent.*Read/)
      .first()
      .waitFor();
  });

  it.for(screens)('and the sources are sound on a $screen', async ({ screen }, { open }) => {
    const opened = await open(at(inbox, { screen }));
    await opened.page.getByText('Broken agent').first().waitFor();
    await expectSoundInBothThemes(opened.page);
    await visit(opened.page, sources);
    await panel(opened.page, 'Stripe').getByText('Live account').waitFor();
    await expectSoundInBothThemes(opened.page);
  });
});

describe('a mapping', () => {
  const told = { action: 'Create', alert: { message: '<b>Disk</b> full', priority: 'P1' } };

  it('is tried on what came, field by field, and then mends it', async ({ open }) => {
    const { page } = await open(at(sources));
    const kind = 'Any other sender';
    const url = await connect(page, kind, 'Pager');
    expect(await post(url, JSON.stringify(told))).toBe(200);
    await panel(page, kind).getByText('1 delivery cannot be read').waitFor();
    await panel(page, kind).getByRole('link', { name: 'Mapping of Pager' }).click();
    await page.waitForURL(/\/mapping$/);
    const field = (name: string): Locator => page.getByRole('group', { name, exact: true });
    await field('Name').getByText('There is no name, and an alert must have one.').waitFor();
    await expectSoundInBothThemes(page);

    await page.getByLabel('Begin with the mapping of').selectOption('Opsgenie');
    await field('Name').getByText('<b>Disk</b> full').waitFor();
    await field('Severity').getByText('critical', { exact: true }).waitFor();
    await page.getByText('It becomes an alert').waitFor();
    await field('Service').getByLabel('Where the service stands').fill('alert/team');
    await field('Service').getByText('It must be a JSON pointer, as /alert/message.').waitFor();
    const set = page.getByRole('button', { name: 'Set mapping' });
    expect(await set.getAttribute('aria-disabled')).toBe('true');
    await field('Service').getByLabel('Otherwise, as service').fill('storage');
    await field('Service').getByLabel('Where the service stands').fill('/alert/team');
    await field('Service').getByText('storage', { exact: true }).waitFor();
    await page.setViewportSize({ width: 380, height: 800 });
    await expectSound(page);
    await set.click();
    await page.getByText('Set the mapping; it holds for what comes from now on').waitFor();
    await page.reload();
    await field('Service').getByText('storage', { exact: true }).waitFor();

    await visit(page, `${inbox}?f=kind.in.generic`);
    await page.getByRole('button', { name: 'Replay all poisoned' }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Replay 1$/ })
      .click();
    await page.getByText('1 delivery is read again').waitFor();
    await visit(page, `${inbox}?view=read&f=kind.in.generic`);
    await page.getByText('Pager').first().waitFor();
    await visit(page, sources);
    await panel(page, kind).getByRole('link', { name: 'Its alerts' }).click();
    await page.getByText('<b>Disk</b> full').first().waitFor();
  });
});
