import type { IngestRecord } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type Credentials, type OpenOptions } from './harness/browser-test.ts';
import { expectSound, looks } from './harness/looks.ts';
import { joinAs } from './harness/owner-calls.ts';
import { type RunningConsole, startConsole } from './harness/product.ts';
import { sendBatch } from './harness/send-batch.ts';

const hourMs = 3_600_000;

/** Where it is some time past noon, so that an hour ago and in an hour are of the same day. */
const zoneAtNoon = (now: Date): string => {
  const ahead = 12 - now.getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
};
const timeZone = zoneAtNoon(new Date());

let server: RunningConsole;
let finance: Credentials;
beforeAll(async () => {
  server = await startConsole({ TAFFRAIL_TIME_ZONE: timeZone });
  await sendBatch(server, world(Date.now()));
  finance = await joinAs(server, 'finance', 'Fay Finance');
});
afterAll(() => server.stop());

const actions = (count: number, at: number, users: readonly string[]): IngestRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'activity',
    organizationId: index % 2 === 0 ? 'acme' : 'globex',
    userId: users[index % users.length],
    action: 'lead.created',
    resourceType: 'lead',
    resourceId: `lead_${index}`,
    createdAt: new Date(at - index * 60_000).toISOString(),
  }));

/** 25 today; yesterday 20 until now and 30 after; 40 three days ago, and nothing before. */
const world = (now: number): IngestRecord[] => [
  { kind: 'organization', id: 'acme', name: 'Acme' },
  { kind: 'organization', id: 'globex', name: 'Globex' },
  { kind: 'user', id: 'ada', name: 'Ada Lovelace' },
  ...actions(25, now - 60_000, ['ada', 'grace', 'alan']),
  ...actions(20, now - 25 * hourMs, ['ada']),
  ...actions(30, now - 22 * hourMs, ['barbara']),
  ...actions(40, now - 72 * hourMs, ['edsger']),
];

const at = (search: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/dashboard${search}`,
  console: server,
  ...more,
});

const figure = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Figures' }).getByRole('region', { name });
const actionsFigure = (page: Page): Locator => figure(page, 'Actions');
const recent = (page: Page): Locator =>
  page.getByRole('list', { name: 'Recent actions, newest first' }).getByRole('link');
const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });

describe('the figures', () => {
  it('count today, and compare with yesterday up to this time', async ({ open }) => {
    const { page } = await open(at(''));
    expect(await actionsFigure(page).getByRole('link').innerText()).toBe('25');
    const text = await actionsFigure(page).innerText();
    expect(text).toContain('+25.0%');
    const minute = /vs yesterday until (\d\d:\d\d)/.exec(text)?.[1] ?? '';
    const now = Date.now();
    expect([now, now - 60_000].map((ms) => clock.format(ms))).toContain(minute);
    await actionsFigure(page).getByText('up 25.0%, better').waitFor({ state: 'attached' });

    // Three against one: too few for a percentage.
    expect(await figure(page, 'Active users').innerText()).toMatch(
      /^Active users\s+3\s+Not enough/,
    );
    expect(await figure(page, 'Active organizations').getByRole('link').innerText()).toBe('2');
    await page.getByText(`Days begin at midnight in ${timeZone}.`).waitFor();
  });

  it('lead to the rows that they count', async ({ open }) => {
    const { page } = await open(at(''));
    await actionsFigure(page).getByRole('link').click();
    await page.waitForURL(/\/admin\/activity\?range=now\/d\.\.now$/);
    await expect.poll(() => page.locator('[data-row-id]').count()).toBe(25);
    await page.getByText('25 actions', { exact: true }).waitFor();
  });

  it('follow the range of the address, which Back and keys change', async ({ open }) => {
    const { page } = await open(at(''));
    const value = actionsFigure(page).getByRole('link');
    await page.getByRole('radio', { name: '7 days' }).check();
    await page.waitForURL(/range=7d$/);
    await expect.poll(() => value.innerText()).toBe('115');
    // Before its first day there was nothing to count.
    expect(await actionsFigure(page).innerText()).toContain('Not enough data to compare');
    await page.goBack();
    await expect.poll(() => value.innerText()).toBe('25');
    expect(new URL(page.url()).search).toBe('');

    await page.getByRole('heading', { name: 'Home' }).focus();
    await page.keyboard.press('t');
    await page.waitForURL(/range=7d$/);
    await page.getByRole('radio', { name: '7 days' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/range=30d$/);
    await expect.poll(() => value.innerText()).toBe('115');
    await page.reload();
    expect(await page.getByRole('radio', { name: '30 days' }).isChecked()).toBe(true);
  });

  it('explain themselves', async ({ open }) => {
    const { page } = await open(at(''));
    await page.getByRole('button', { name: 'What is Active users?' }).press('Enter');
    const definition = page.getByRole('dialog', { name: 'Active users' });
    await definition.getByText('Distinct users with at least one action in the range.').waitFor();
    await expectSound(page);
    await page.keyboard.press('Escape');
    await definition.waitFor({ state: 'hidden' });
  });

  it('say which part of a link could not be read', async ({ open }) => {
    const { page } = await open(at('?range=2d&colour=red'));
    await page.getByText('could not be read and was ignored: range and colour').waitFor();
    expect(await actionsFigure(page).getByRole('link').innerText()).toBe('25');
  });
});

describe('the recent actions', () => {
  it('are the last ten, and keys alone lead to one in the log', async ({ open }) => {
    const { page } = await open(at(''));
    await recent(page).first().waitFor();
    expect(await recent(page).count()).toBe(10);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(
      await recent(page)
        .first()
        .evaluate((link) => link === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/activity\?range=.*&peek=/);
    const row = page.locator('[data-row-id]').first();
    await row.getByRole('button', { name: /^Details of Ada Lovelace/, expanded: true }).waitFor();
  });

  it('come anew with r, as the figures do', async ({ open }) => {
    const { page } = await open(at('?range=30d'));
    await recent(page).first().waitFor();
    const value = actionsFigure(page).getByRole('link');
    const before = Number(await value.innerText());
    // Three hours ago belongs to today, but not to the last ten.
    await sendBatch(server, [
      ...actions(1, Date.now() - 3 * hourMs, ['ada']),
      {
        kind: 'activity',
        organizationId: 'acme',
        userId: 'grace',
        action: 'lead.deleted',
        createdAt: new Date(Date.now() - 1000).toISOString(),
      },
    ]);
    // On a slow machine the server gives a figure again for a while.
    const refreshed = async (): Promise<string> => {
      await page.keyboard.press('r');
      return value.innerText();
    };
    await expect.poll(refreshed, { timeout: 20_000, interval: 500 }).toBe(String(before + 2));
    expect(await recent(page).first().innerText()).toContain('deleted a lead in Acme');
    expect(await recent(page).count()).toBe(10);
  });
});

const api = '**/api/v1/dashboard*';

describe('when the server', () => {
  it('fails, the page says so and can try again', async ({ open }) => {
    const { page, errors } = await open(at('', { as: 'owner' }));
    await page.route(api, (route) => route.fulfill({ status: 500, json: failure }));
    await page.goto('/admin/dashboard?range=7d');
    await page.getByRole('alert').getByText('Could not load the dashboard.').waitFor();
    await page.getByText('Something failed on our side.').waitFor();
    await page.getByRole('button', { name: 'Copy the request id' }).waitFor();
    await expectSound(page);
    await page.unroute(api);
    await page.getByRole('button', { name: 'Retry' }).click();
    await actionsFigure(page).waitFor();
    errors.expect(/status of 500/);
  });

  it('fails later, what was there stays', async ({ open }) => {
    const { page, errors } = await open(at(''));
    await actionsFigure(page).waitFor();
    await page.route(api, (route) => route.fulfill({ status: 500, json: failure }));
    await page.keyboard.press('r');
    await page.getByText('Could not refresh: Something failed on our side.').waitFor();
    expect(await actionsFigure(page).getByRole('link').count()).toBe(1);
    await expectSound(page);
    errors.expect(/status of 500/);
  });

  it('takes its time, the layout is there already', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/account' }));
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    await page.route(api, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/admin/dashboard');
    await page.getByText('Loading the figures').waitFor({ state: 'attached' });
    await expectSound(page);
    const top = await page.getByRole('heading', { name: 'Recent actions' }).boundingBox();
    release();
    await actionsFigure(page).waitFor();
    expect(await page.getByRole('heading', { name: 'Recent actions' }).boundingBox()).toEqual(top);
  });
});

const failure = {
  error: {
    code: 'internal_error',
    message: 'Something failed on our side.',
    requestId: '0192f000-0000-7000-8000-00000000c01a',
  },
};

describe('somebody who may not read the log', () => {
  it('sees figures without links, and no actions', async ({ open }) => {
    const { page } = await open(at('', { as: finance }));
    await actionsFigure(page).waitFor();
    expect(await actionsFigure(page).getByRole('link').count()).toBe(0);
    expect(await page.getByText('Recent actions').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Activity' }).count()).toBe(0);
    await expectSound(page);
    await page.goto('/admin/activity');
    await page.getByText('You need the permission to read the activity log.').waitFor();
    await page.getByText('It comes with the role of owner, operator, support or viewer').waitFor();
    await expectSound(page);
  });
});

it.for(looks)('is sound in $theme on a $screen', async (look, { open }) => {
  const { page } = await open(at('?range=7d', look));
  await actionsFigure(page).waitFor();
  await recent(page).first().waitFor();
  await expectSound(page);
});
