import { randomUUID } from 'node:crypto';
import { signIn as signInRoute } from '@taffrail/contract';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, signIn, type OpenOptions } from './harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from './harness/looks.ts';
import { joinAs } from './harness/owner-calls.ts';
import { type RunningConsole, startConsole } from './harness/product.ts';
import { runAsPasted } from './harness/run-as-pasted.ts';

let server: RunningConsole;
beforeAll(async () => {
  // Without a key of the environment, so that the first start makes one.
  server = await startConsole({ TAFFRAIL_INGEST_KEY: '' });
});
afterAll(() => server.stop());

const at = (path: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path,
  console: server,
  ...more,
});

describe('signing in', () => {
  it('says that the password is wrong, and leaves it to be typed over', async ({ open }) => {
    const { page } = await open(at('/sign-in', { as: 'nobody' }));
    await page.getByLabel('E-mail').fill(server.email);
    await page.getByLabel('Password').fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The e-mail or the password is wrong.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(server.email);
    await page.keyboard.type(server.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/dashboard');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
  });

  it('asks for what is missing, in the words of the form', async ({ open }) => {
    const { page } = await open(at('/sign-in', { as: 'nobody' }));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Enter your e-mail.').waitFor();
    await page.getByText('Enter your password.').waitFor();
  });

  it('leads back to where one wanted to go, with all that the address said', async ({ open }) => {
    const wanted = '/admin/settings/audit-log?range=7d&f=action.in.operator.*';
    const { page } = await open(at(wanted, { as: 'nobody' }));
    await page.waitForURL(/sign-in\?next=/);
    await signIn(page, server);
    await page.getByRole('table', { name: 'Audit log, newest first' }).waitFor();
    expect(page.url()).toBe(`${server.url}${wanted}`);
  });

  it.for(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example'])(
    'never leads to another site: %s',
    async (next, { open }) => {
      const path = `/sign-in?next=${encodeURIComponent(next)}`;
      const { page } = await open(at(path, { as: 'nobody' }));
      await signIn(page, server);
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      expect(new URL(page.url()).origin).toBe(server.url);
    },
  );

  it('says how long to wait after too many attempts', async ({ open }) => {
    const email = `${randomUUID()}@example.com`;
    const attempt = () =>
      fetch(`${server.url}${signInRoute.path}`, {
        method: signInRoute.method,
        headers: { origin: server.url, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'not the password' }),
      });
    let attempts = 0;
    while ((await attempt()).status === 401) attempts += 1;
    expect(attempts).toBeGreaterThan(4);

    const { page } = await open(at('/sign-in', { as: 'nobody' }));
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(/Too many attempts. Try again in \d+ s/).waitFor();
    expect(await page.getByRole('button', { name: 'Sign in' }).isDisabled()).toBe(true);
    await expectSound(page);
  });

  it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at('/sign-in', { as: 'nobody', screen }));
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectSoundInBothThemes(page);
  });
});

const checklist = (page: Page) =>
  page.getByRole('region', { name: 'From nothing to the first event' });

describe('an empty console', () => {
  it.for(screens)('greets with the checklist on a $screen', async ({ screen }, { open }) => {
    const { page } = await open(at('/admin/dashboard', { screen }));
    await checklist(page).getByText('Waiting for the first event.').waitFor();
    expect(await page.getByText('Active users').count()).toBe(0);
    await expectSoundInBothThemes(page);
  });

  it('tells somebody without keys that nothing has come yet', async ({ open }) => {
    const viewer = await joinAs(server, 'viewer', 'Vera Viewer');
    const { page } = await open(at('/admin/dashboard', { as: viewer }));
    await page.getByText('Whoever manages the keys can connect the product.').first().waitFor();
    expect(await checklist(page).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'First steps' }).count()).toBe(0);
    await expectSound(page);
  });

  it('turns green with the command that it shows, and then into the dashboard', async ({
    open,
  }) => {
    const { page } = await open(at('/admin/dashboard'));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await checklist(page).getByRole('button', { name: 'Copy the curl command' }).press('Enter');
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(await runAsPasted(command))).toMatchObject({ accepted: 1, rejected: [] });

    await checklist(page).getByText('The first event has arrived:').waitFor();
    await expectSound(page);
    const figures = page.getByRole('region', { name: 'Activity', exact: true });
    await figures.waitFor();
    expect(await checklist(page).count()).toBe(0);
    await expect
      .poll(() => figures.getByRole('article', { name: 'Actions' }).getByRole('link').innerText(), {
        timeout: 10_000,
      })
      .toBe('1');
    await page.getByText('whatever comes next is counted here').waitFor();
    // The button that was pressed is gone: whoever uses keys goes on from the heading.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await expectSound(page);

    await page.getByRole('link', { name: /ada started a discovery in acme/ }).click();
    await page.waitForURL('**/admin/activity?*');
    await page.getByRole('link', { name: 'started a discovery' }).waitFor();
    await page.getByText('chemicals').first().waitFor();
  });

  it('is empty no more, and the key of the first start is hidden', async ({ open }) => {
    const { page } = await open(at('/admin/dashboard'));
    await page.getByRole('link', { name: /ada started a discovery/ }).waitFor();
    expect(await page.getByText('has arrived').count()).toBe(0);
    await page.goto('/admin/first-steps');
    await page.getByText('The key of the first start is no longer shown.').waitFor();
    expect(await page.getByText('tfi_').count()).toBe(0);
  });
});
