import type { IngestRecord } from '@taffrail/contract';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { browserTest as it, type OpenOptions } from './harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from './harness/looks.ts';
import { joinAs } from './harness/owner-calls.ts';
import { type RunningConsole, startConsole } from './harness/product.ts';
import { sendBatch } from './harness/send-batch.ts';
import { pressRetry } from './harness/press-retry.ts';
import type { Credentials } from './harness/console/sessions.ts';
import { visit } from './harness/within-console.ts';

const hourMs = 3_600_000;

/** Where it is some time past noon, so that an hour ago and in an hour are of the same day. */
const zoneAtNoon = (now: Date): string => {
  const ahead = 12 - now.getUTCHours();
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
};
const timeZone = zoneAtNoon(new Date());

let server: RunningConsole;
/** Told of actions, but of no request. */
let withoutRequests: RunningConsole;
let finance: Credentials;
beforeAll(async () => {
  server = await startConsole({ TAFFRAIL_TIME_ZONE: timeZone });
  await sendBatch(server, world(Date.now()));
  finance = await joinAs(server, 'finance', 'Fay Finance');
  withoutRequests = await startConsole({ TAFFRAIL_TIME_ZONE: timeZone });
  await sendBatch(withoutRequests, actions(1, Date.now() - 60_000, ['ada']));
});
afterAll(async () => {
  await server.stop();
  await withoutRequests.stop();
});

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

/** One record for so many requests that were alike. */
const requests = (count: number, at: number, statusCode = 200): IngestRecord => ({
  kind: 'api_request',
  endpoint: '/leads/:id',
  method: 'GET',
  statusCode,
  responseTimeMs: statusCode === 200 ? 20 : 900,
  count,
  createdAt: new Date(at).toISOString(),
});

/** Of requests 100 today, two of which failed; yesterday 50 until now and 100 after. */
const requestsOf = (now: number): IngestRecord[] => [
  requests(98, now - 2 * 60_000),
  requests(2, now - 3 * 60_000, 503),
  requests(50, now - 25 * hourMs),
  requests(100, now - 22 * hourMs, 500),
];

/** 25 today; yesterday 20 until now and 30 after; 40 three days ago, and nothing before. */
const world = (now: number): IngestRecord[] => [
  { kind: 'organization', id: 'acme', name: 'Acme' },
  { kind: 'organization', id: 'globex', name: 'Globex' },
  { kind: 'user', id: 'ada', name: 'Ada Lovelace' },
  ...actions(25, now - 60_000, ['ada', 'grace', 'alan']),
  ...actions(20, now - 25 * hourMs, ['ada']),
  ...actions(30, now - 22 * hourMs, ['barbara']),
  ...actions(40, now - 72 * hourMs, ['edsger']),
  ...requestsOf(now),
];

const at = (search: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/dashboard${search}`,
  console: server,
  ...more,
});

const group = (page: Page, name: 'Activity' | 'Requests'): Locator =>
  page.getByRole('region', { name, exact: true });
const figure = (page: Page, name: string): Locator =>
  page.getByRole('article', { name, exact: true });
const actionsFigure = (page: Page): Locator => figure(page, 'Actions');
const valueOf = (page: Page, name: string): Promise<string> =>
  figure(page, name).getByRole('link').innerText();
const recent = (page: Page): Locator =>
  page.getByRole('list', { name: 'Recent actions, newest first' }).getByRole('link');
const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });

describe('the figures', () => {
  it('count today, and compare with yesterday up to this time', async ({ open }) => {
    const { page } = await open(at(''));
    expect(await valueOf(page, 'Actions')).toBe('25');
    expect(await actionsFigure(page).innerText()).toContain('+25.0%');
    const against = await group(page, 'Activity').getByText('Against yesterday').innerText();
    const minute = /until (\d\d:\d\d)$/.exec(against)?.[1] ?? '';
    const now = Date.now();
    expect([now, now - 60_000].map((ms) => clock.format(ms))).toContain(minute);
    await actionsFigure(page).getByText('up 25.0%, better').waitFor({ state: 'attached' });

    // Three against one: too few for a percentage.
    expect(await figure(page, 'Active users').innerText()).toMatch(
      /^Active users\s+3\s+Not enough data/,
    );
    expect(await valueOf(page, 'Active organizations')).toBe('2');
    await page.getByText(`Days begin at midnight in ${timeZone}.`).waitFor();
  });

  it('tell of requests how many, how many failed and how long they took', async ({ open }) => {
    const { page } = await open(at(''));
    const requestsFigure = figure(page, 'Requests');
    expect(await requestsFigure.getByRole('link').innerText()).toBe('100');
    await requestsFigure.getByText('up 100.0%').waitFor({ state: 'attached' });
    // Of yesterday's, none had failed by this time.
    expect(await figure(page, 'Error count').innerText()).toMatch(
      /^Error count\s+2\s+Not enough data/,
    );
    const rate = figure(page, 'Error rate');
    expect(await rate.innerText()).toMatch(/2\.0%\s+2 of 100/);
    await rate.getByText('up 2.0 points, worse').waitFor({ state: 'attached' });
    expect(await figure(page, 'Response time, p95').innerText()).toMatch(
      /20 ms\s+p50 20 ms\s+p99 \d{3} ms/,
    );
  });

  it('lead to the rows that they count', async ({ open }) => {
    const { page } = await open(at(''));
    await actionsFigure(page).getByRole('link').click();
    await page.waitForURL(/\/admin\/activity\?range=now\/d\.\.now$/);
    await expect.poll(() => page.locator('[data-row-id]').count()).toBe(25);
    await page.getByText('25 actions', { exact: true }).waitFor();
  });

  it.for([
    ['Error count', 'range=now/d..now&sort=-errors'],
    ['Error rate', 'range=now/d..now&sort=-errors'],
    ['Response time, p95', 'range=now/d..now&sort=-p95Ms'],
  ] as const)('lead from %s to the endpoints', async ([name, search], { open }) => {
    const { page } = await open(at(''));
    await figure(page, name).getByRole('link').press('Enter');
    await page.waitForURL((url) => url.pathname === '/admin/operations/health');
    expect(new URL(page.url()).search).toBe(`?${search}`);
    const row = page.getByRole('row', { name: /leads\/:id/ });
    await row.waitFor();
    await expect.poll(() => row.innerText()).toMatch(/\s100\s+2 · 2\.0%/);
  });

  it('follow the range of the address, which Back and keys change', async ({ open }) => {
    const { page } = await open(at(''));
    const value = actionsFigure(page).getByRole('link');
    await page.getByRole('radio', { name: '7 days' }).check();
    await page.waitForURL(/range=7d$/);
    await expect.poll(() => value.innerText()).toBe('115');
    // Before its first day there was nothing to count.
    expect(await actionsFigure(page).innerText()).toContain('Not enough data');
    await group(page, 'Requests').getByText('No comparison: known since').waitFor();
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

describe('what comes meanwhile', () => {
  it('moves the figures, and waits above the actions until it is asked for', async ({ open }) => {
    const { page } = await open(at('?range=7d'));
    await recent(page).first().waitFor();
    const top = await recent(page).first().getAttribute('href');
    const before = Number(await valueOf(page, 'Actions'));
    await sendBatch(server, [
      {
        kind: 'activity',
        organizationId: 'acme',
        userId: 'ada',
        action: 'lead.deleted',
        createdAt: new Date().toISOString(),
      },
      requests(7, Date.now()),
    ]);
    // On a slow machine the server gives a figure again for a while.
    const soon = { timeout: 60_000 };
    await expect.poll(() => valueOf(page, 'Actions').then(Number), soon).toBeGreaterThan(before);
    await expect.poll(() => valueOf(page, 'Requests'), soon).toBe('257');
    const pill = page.getByRole('button', { name: '1 new' });
    await pill.waitFor();
    expect(await recent(page).first().getAttribute('href')).toBe(top);
    await expectSound(page);

    await pill.press('Enter');
    await expect.poll(() => recent(page).first().innerText()).toContain('deleted a lead');
    expect(
      await recent(page)
        .first()
        .evaluate((row) => row === document.activeElement),
    ).toBe(true);
    expect(await pill.count()).toBe(0);
  }, 150_000);
});

const apis = {
  activity: '**/api/v1/dashboard?*',
  requests: '**/api/v1/dashboard/requests?*',
  'recent actions': '**/api/v1/activity?*',
} as const;
type Part = keyof typeof apis;
const parts = ['activity', 'requests', 'recent actions'] as const;

const fail = async (page: Page, failing: readonly Part[]): Promise<void> => {
  for (const part of failing)
    await page.route(apis[part], (route) => route.fulfill({ status: 500, json: failure }));
};

const shows: Record<Part, (page: Page) => Locator> = {
  activity: actionsFigure,
  requests: (page) => figure(page, 'Error rate'),
  'recent actions': (page) => recent(page).first(),
};

describe('when the server', () => {
  it.for(parts)(
    'fails with %s, the others live on, and it can be tried again',
    async (part, { open }) => {
      const { page, errors } = await open(at('', { path: '/admin/account' }));
      await fail(page, [part]);
      await visit(page, '/admin/dashboard?range=7d');
      const alert = page.getByRole('alert').filter({ hasText: `Could not load ${part}.` });
      await alert.getByText('Something failed on our side.').waitFor();
      await alert.getByRole('button', { name: 'Copy the request id' }).waitFor();
      for (const other of parts) if (other !== part) await shows[other](page).waitFor();
      await expectSound(page);
      await pressRetry(alert, apis[part]);
      await shows[part](page).waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      errors.expect(/status of 500/);
    },
  );

  it.for(screens)('fails with everything on a $screen', async ({ screen }, { open }) => {
    const { page, errors } = await open(at('', { path: '/admin/account', screen }));
    await fail(page, parts);
    await visit(page, '/admin/dashboard');
    for (const part of parts) await page.getByText(`Could not load ${part}.`).waitFor();
    await expectSoundInBothThemes(page);
    errors.expect(/status of 500/);
  });

  it('fails later, what was there stays, and is said to be old', async ({ open }) => {
    const { page, errors } = await open(at('', { path: '/admin/account', isFresh: true }));
    await page.clock.install();
    await page.goto('/admin/dashboard');
    for (const part of parts) await shows[part](page).waitFor();
    await fail(page, parts);
    await page.clock.fastForward(3 * 60_000);
    for (const part of parts)
      await page.getByText(`Could not refresh ${part}: Something failed on our side.`).waitFor();
    await page.getByText('(3 min ago)').waitFor();
    for (const part of parts) await shows[part](page).waitFor();
    await expectSound(page);
    errors.expect(/status of 500/);
  });

  it.for(screens)(
    'takes its time, the layout is there on a $screen',
    async ({ screen }, { open }) => {
      const { page } = await open(at('', { path: '/admin/account', screen }));
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      for (const part of parts)
        await page.route(apis[part], async (route) => {
          await held;
          await route.continue();
        });
      // Where no AI job has ever come, there is no card of what they cost.
      const toldOfCost = page.waitForResponse('**/api/v1/usage/today*');
      await visit(page, '/admin/dashboard');
      for (const part of parts)
        await page.getByText(`Loading ${part}`).waitFor({ state: 'attached' });
      await toldOfCost;
      await expectSoundInBothThemes(page);
      const top = await page.getByRole('heading', { name: 'Recent actions' }).boundingBox();
      release();
      for (const part of parts) await shows[part](page).waitFor();
      expect(await page.getByRole('heading', { name: 'Recent actions' }).boundingBox()).toEqual(
        top,
      );
    },
  );
});

const failure = {
  error: {
    code: 'internal_error',
    message: 'Something failed on our side.',
    requestId: '0192f000-0000-7000-8000-00000000c01a',
  },
};

describe('somebody who may read neither the log nor the requests', () => {
  it('sees figures without links, and nothing else', async ({ open }) => {
    const { page } = await open(at('', { as: finance }));
    await actionsFigure(page).waitFor();
    expect(await actionsFigure(page).getByRole('link').count()).toBe(0);
    expect(await group(page, 'Requests').count()).toBe(0);
    expect(await page.getByText('Recent actions').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Activity' }).count()).toBe(0);
    await expectSound(page);
    await visit(page, '/admin/activity');
    await page.getByText('You need the permission to read the activity log.').waitFor();
    await page.getByText('It comes with the role of owner, operator, support or viewer').waitFor();
    await expectSound(page);
  });
});

describe('a product that tells of no request', () => {
  it.for(screens)('is shown how, on a $screen', async ({ screen }, { open }) => {
    const { page } = await open({ path: '/admin/dashboard', console: withoutRequests, screen });
    const nothing = group(page, 'Requests');
    await nothing.getByText('No request has come yet.').waitFor();
    await nothing.getByText('app.use(taffrail.express());').waitFor();
    expect(await figure(page, 'Error rate').count()).toBe(0);
    expect(await valueOf(page, 'Actions')).toBe('1');
    await expectSoundInBothThemes(page);
  });

  it('has figures with the first one', async ({ open }) => {
    const { page } = await open({ path: '/admin/dashboard', console: withoutRequests });
    await page.getByText('No request has come yet.').waitFor();
    await sendBatch(withoutRequests, [requests(3, Date.now() - 60_000)]);
    await figure(page, 'Error rate').waitFor({ timeout: 30_000 });
    expect(await figure(page, 'Error rate').innerText()).toMatch(/0\.0%\s+0 of 3/);
  });
});

it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
  const { page } = await open(at('?range=7d', { screen }));
  for (const part of parts) await shows[part](page).waitFor();
  await expectSoundInBothThemes(page);
});
