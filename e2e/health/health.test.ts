import type { AuditEntry, ApiMetrics, DatabaseLatency } from '@taffrail/contract';
import { readFile } from 'node:fs/promises';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import {
  formatCount,
  formatLargeCount,
  formatLatency,
  formatRate,
} from '../../packages/web/src/lib/format.ts';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { pressRetry } from '../harness/press-retry.ts';
import { visit } from '../harness/within-console.ts';
import { sendHealthWorld } from './health-world.ts';

let server: RunningConsole;
beforeAll(async () => {
  server = await startConsole();
});
afterAll(() => server.stop());

const at = (search: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/operations/health${search}`,
  console: server,
  ...more,
});

const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const endpoints = (page: Page): Locator => page.getByRole('table', { name: 'Endpoints' });
const rows = (page: Page): Locator => endpoints(page).locator('[data-row-id]');
const verdict = (page: Page): Locator => page.getByRole('region', { name: 'Verdict' });
const paramsOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;
const namesOf = (page: Page): Promise<(string | null)[]> =>
  rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-row-id')));

/** The page is here, its lines are drawn, and no panel of it is loading. */
const settled = async (page: Page): Promise<void> => {
  await rows(page).first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('main canvas') !== null &&
      !document.querySelector('main section[aria-busy=true], main .animate-skeleton'),
  );
};

/** What the API says to a program. */
const ask = async <T>(path: string, query: Record<string, string> = {}): Promise<T> => {
  const search = new URLSearchParams(query).toString();
  const answer = await fetch(`${server.url}/api/v1/${path}?${search}`, {
    headers: { authorization: `Bearer ${server.apiKey}` },
  });
  return (await answer.json()) as T;
};
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

const apiMetrics = /\/api\/v1\/api-metrics/;
const databaseLatency = /\/api\/v1\/database-latency/;
const failure = {
  error: {
    code: 'internal_error',
    message: 'Something failed on our side.',
    requestId: '0192f000-0000-7000-8000-00000000c01a',
  },
};
const fail = (route: Route): Promise<void> => route.fulfill({ status: 500, json: failure });

/** The databases as they would be if this were so; everything else is the server's. */
const change =
  (edit: (databases: DatabaseLatency['databases']) => void) => async (route: Route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as DatabaseLatency;
    edit(body.databases);
    await route.fulfill({ json: body });
  };

describe('before anything has come', () => {
  it('says what to do for each panel', async ({ open }) => {
    const { page } = await open(at(''));
    await panel(page, 'API latency').getByText('No request has come yet.').waitFor();
    await panel(page, 'API latency').getByText('app.use(taffrail.express())').waitFor();
    await panel(page, 'Endpoints').getByText('No endpoint was asked in this range.').waitFor();
    await page.getByRole('radio', { name: 'Product' }).check();
    await page.getByText("The product's database is not configured.").waitFor();
    await panel(page, 'Database latency').getByText('PRODUCT_DATABASE_URL=').waitFor();
    expect(await verdict(page).innerText()).toMatch(/no requests in this range/);
    await expectSound(page);
  });

  it('says how integrity is checked, where there is no product to look at', async ({ open }) => {
    const { page } = await open(at(''));
    const integrity = panel(page, 'Data integrity');
    await integrity.getByText("without the product's database").waitFor();
    await integrity.getByText("title: 'Orphaned invoices'").waitFor();
    await panel(page, 'Record counts').getByText("companies: { table: 'companies' }").waitFor();
    expect(await integrity.getByRole('button', { name: 'Run now' }).count()).toBe(0);
    await expectSound(page);
    await page.setViewportSize({ width: 380, height: 760 });
    await expectSound(page);
  });
});

describe('with two weeks of requests', () => {
  beforeAll(() => sendHealthWorld(server));

  it('shows the figures of the API', async ({ open }) => {
    const [from, to] = [daysAgo(3), daysAgo(1)];
    const { page } = await open(at(`?range=${from}..${to}&endpoints=all`));
    await settled(page);
    const { groups, totals } = await ask<ApiMetrics>('api-metrics', { from, to });
    expect(await namesOf(page)).toEqual(
      groups.map(({ method, endpoint }) => `${method} ${endpoint}`),
    );
    for (const [index, { requests, errors, p50Ms, p95Ms, p99Ms }] of groups.entries()) {
      const cells = await rows(page).nth(index).getByRole('cell').allInnerTexts();
      const shown = cells.slice(1).map((text) => text.trim().split(/\n|·/)[0]?.trim());
      expect(shown).toEqual([
        formatLargeCount(requests),
        formatCount(errors),
        ...[p50Ms, p95Ms, p99Ms].map((ms) => formatLatency(ms ?? Number.NaN)),
      ]);
    }
    const figures = await panel(page, 'API latency').getByRole('definition').allInnerTexts();
    expect(figures.map((text) => text.split('\n')[0])).toEqual([
      ...[totals.p50Ms, totals.p95Ms, totals.p99Ms].map((ms) => formatLatency(ms ?? Number.NaN)),
      formatRate(totals.errorRate ?? Number.NaN),
    ]);
    expect(figures.at(-1)).toContain(
      `${formatCount(totals.errors)} of ${formatCount(totals.requests)}`,
    );
  });

  it('shows ten endpoints until it is asked for all', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    expect(await rows(page).count()).toBe(10);
    await page.getByRole('button', { name: 'Show all 11 endpoints' }).click();
    await page.waitForURL(/endpoints=all/);
    expect(await rows(page).count()).toBe(11);
    await page.goBack();
    await expect.poll(() => rows(page).count()).toBe(10);
  });

  it('sorts by any column, by the address and back', async ({ open }) => {
    const { page } = await open(at('?sort=-errors&endpoints=all'));
    await settled(page);
    expect((await namesOf(page))[0]).toBe('POST /discoveries');
    const p95 = endpoints(page).getByRole('columnheader', { name: 'p95' });
    await p95.getByRole('button').click();
    await page.waitForURL(/sort=-p95Ms/);
    expect(await p95.getAttribute('aria-sort')).toBe('descending');
    await p95.getByRole('button').press('Enter');
    await page.waitForURL(/sort=p95Ms/);
    expect((await namesOf(page)).at(-1)).toBe('POST /discoveries');
    await endpoints(page).getByRole('button', { name: 'Requests' }).click();
    await page.waitForURL((url) => !url.search.includes('sort'));
    expect((await namesOf(page))[0]).toBe('GET /leads');
    await page.goBack();
    await page.waitForURL(/sort=p95Ms/);
  });

  it('opens an endpoint by keys alone, and says how its requests ended', async ({ open }) => {
    const { page } = await open(at('?sort=-p95Ms'));
    await settled(page);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForURL(/peek=POST\+\/discoveries/);
    const ended = page.getByRole('table', { name: 'How requests of POST /discoveries ended' });
    await ended.waitFor();
    const asked = await ask<ApiMetrics>('api-metrics', {
      from: daysAgo(7),
      endpoint: '/discoveries',
      groupBy: 'statusClass',
    });
    for (const { statusClass, requests } of asked.groups) {
      const row = ended.getByRole('row').filter({ hasText: statusClass ?? '' });
      expect(await row.innerText()).toContain(requests.toLocaleString('en-GB'));
    }
    await page.getByRole('slider', { name: /latency of POST \/discoveries/ }).waitFor();
    await expectSound(page);
    await page.keyboard.press('Enter');
    await ended.waitFor({ state: 'detached' });
  });

  it('follows the verdict to what it rests on', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    await verdict(page)
      .getByRole('link', { name: /^API p95/ })
      .click();
    await page.waitForURL(/sort=-p95Ms#endpoints/);
    expect((await namesOf(page))[0]).toBe('POST /discoveries');
    await verdict(page)
      .getByRole('link', { name: /^error rate/ })
      .click();
    await page.waitForURL(/sort=-errors#endpoints/);
  });

  it('moves over the lines by keys, and zooms into what was selected', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    const slider = page.getByRole('slider', { name: /API latency/ });
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/p50 .*, p95 .*, p99 /);
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/range=/);
    const [from = '', to = ''] = (paramsOf(page).get('range') ?? '').split('..');
    const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
    expect(hours).toBeGreaterThan(4.9);
    expect(hours).toBeLessThanOrEqual(6);
    await settled(page);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('z');
    await page.waitForURL((url) => !url.search.includes(encodeURIComponent(from)));
  });

  it('marks deploys on the axis, those that are close together', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    const marks = panel(page, 'API latency').getByRole('button', { name: /^\d deploys?, / });
    await expect.poll(() => marks.count()).toBe(2);
    await marks.first().focus();
    await page.keyboard.press('Enter');
    const popover = page.getByRole('dialog', { name: '2 deploys' });
    const link = popover.getByRole('link', { name: /^1\.2/ });
    expect(await link.getAttribute('href')).toBe('https://ci.acme.example/2');
    await expectSound(page);
    await page.keyboard.press('Escape');
    await popover.waitFor({ state: 'detached' });
  });

  it('shows the hour without requests as a gap, in words and in the table', async ({ open }) => {
    const { page } = await open(at('?range=7d'));
    await settled(page);
    await panel(page, 'API latency')
      .getByText(/no data in [12] of 169 hours/)
      .waitFor();
    await panel(page, 'API latency').getByRole('button', { name: 'Show as a table' }).click();
    const table = page.getByRole('table', { name: 'API latency over time' });
    expect(await table.getByRole('row').filter({ hasText: '–' }).count()).toBeGreaterThan(0);
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      'When',
      'p50',
      'p50 before',
      'p95',
      'p95 before',
      'p99',
      'p99 before',
    ]);
    await expectSound(page);
  });

  it('leaves out a line, and the comparison', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    const api = panel(page, 'API latency');
    const p99 = api.getByRole('button', { name: 'p99', exact: true });
    await p99.press('Space');
    expect(await p99.getAttribute('aria-pressed')).toBe('false');
    await api.getByText('the week before').waitFor();
    await page.keyboard.press('c');
    await page.waitForURL(/compare=off/);
    await api.getByText('the week before').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Compare').inputValue()).toBe('off');
  });

  it('exports every endpoint, and says so in the audit log', async ({ open }) => {
    const { page } = await open(at('?sort=-errors&endpoints=all'));
    await settled(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(download.suggestedFilename()).toMatch(/^endpoints-.*\.csv$/);
    const [header = '', ...lines] = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(header).toMatch(/^method,endpoint,requests,errors/);
    const names = lines.filter(Boolean).map((line) => line.split(',').slice(0, 2).join(' '));
    expect(new Set(names)).toEqual(new Set(await namesOf(page)));
    const { items } = await ask<{ items: AuditEntry[] }>('audit-log', {
      action: 'api_metrics.exported',
    });
    expect(items[0]?.after).toMatchObject({ rows: names.length });
  });

  it('reads the links of the dashboard, and says what of a link it could not read', async ({
    open,
  }) => {
    const { page } = await open(at('?range=now-6d/d..now&sort=-p95Ms&compare=yoy'));
    await page.getByText('could not be read and was ignored: compare').waitFor();
    await settled(page);
    expect((await namesOf(page))[0]).toBe('POST /discoveries');
    await page.getByText('Against the 7 days before').waitFor({ state: 'attached' });
  });

  it('is found by its key, and by the short address', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/account' }));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.waitForURL(/\/admin\/operations\/health/);
    await expect.poll(() => page.title()).toContain('Health');
    await page.goto('/admin/health');
    await page.waitForURL(/\/admin\/operations\/health/);
  });

  it('offers a wider range where this one has nothing', async ({ open }) => {
    const { page } = await open(at(`?range=${daysAgo(80)}..${daysAgo(79)}`));
    await page.getByText('No request came in this range.').waitFor();
    await page.getByRole('button', { name: 'Show the last 90 days' }).click();
    await page.waitForURL(/range=90d/);
    await settled(page);
  });
});

describe('the databases', () => {
  it('tell that one is away, and why', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/account' }));
    await page.route(
      databaseLatency,
      change(([, product]) => {
        if (!product) throw new Error('There is no product.');
        Object.assign(product, {
          state: 'failing',
          failure: 'unreachable',
          lastProbedAt: new Date().toISOString(),
          totals: { ...product.totals, probes: 10, failures: 10, failureRate: 1 },
        });
      }),
    );
    await visit(page, '/admin/operations/health');
    await settled(page);
    await verdict(page).getByText('Failing', { exact: true }).waitFor();
    await verdict(page)
      .getByRole('link', { name: 'product database: nobody answers at its address' })
      .click();
    await page.waitForURL(/#databases/);
    const databases = panel(page, 'Database latency');
    await databases.getByText('Failed', { exact: true }).first().waitFor();
    await databases.getByText('10 of 10').waitFor();
    await expectSound(page);
  });

  it(
    'are probed by the console itself, within a minute',
    { timeout: 120_000 },
    async ({ open }) => {
      const read = async () =>
        (await ask<DatabaseLatency>('database-latency', { from: daysAgo(0.02) })).databases[0];
      await expect.poll(async () => (await read())?.state, { timeout: 90_000 }).toBe('ok');
      const { page } = await open(at('?range=1h&database=console'));
      const databases = panel(page, 'Database latency');
      await databases.getByText('OK', { exact: true }).waitFor();
      const shown = /0 of (\d+)/.exec(await databases.innerText())?.[1];
      expect(Number(shown)).toBeGreaterThanOrEqual(10);
      expect((await read())?.totals.failures).toBe(0);
    },
  );
});

describe('when the server', () => {
  it('fails for the requests, the databases live on, and it can be tried again', async ({
    open,
  }) => {
    const { page, errors } = await open(at('', { path: '/admin/account' }));
    await page.route(apiMetrics, fail);
    await visit(page, '/admin/operations/health');
    await panel(page, 'API latency').getByText('Could not load the API latency.').waitFor();
    await panel(page, 'Endpoints').getByText('Could not load endpoints.').waitFor();
    await verdict(page).getByText('requests could not be read').waitFor();
    await panel(page, 'Database latency').getByRole('radio', { name: 'Console' }).waitFor();
    await expectSound(page);
    await pressRetry(panel(page, 'Endpoints'), apiMetrics);
    await settled(page);
    errors.expect(/status of 500/);
  });

  it('does not give the code that draws the lines, everything else stands', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/account', isFresh: true }));
    await page.route('**/line-canvas-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/admin/operations/health');
    await panel(page, 'API latency').getByText('The lines could not be drawn.').waitFor();
    expect(await rows(page).count()).toBe(10);
    await expectSound(page);
  });

  it('fails later, what was there stays and says so', async ({ open }) => {
    const { page, errors } = await open(at(''));
    await settled(page);
    await page.route(apiMetrics, fail);
    await page.keyboard.press('r');
    await page
      .getByText('Could not refresh the API latency: Something failed on our side.')
      .waitFor();
    expect(await rows(page).count()).toBe(10);
    await expectSound(page);
    errors.expect(/status of 500/);
  });

  it('takes its time, the layout is there already', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/account' }));
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const wait = async (route: Route): Promise<void> => {
      await held;
      await route.continue();
    };
    await page.route(apiMetrics, wait);
    await page.route(databaseLatency, wait);
    await visit(page, '/admin/operations/health');
    await page.getByText('Loading the API latency').waitFor({ state: 'attached' });
    await expectSound(page);
    release();
    await settled(page);
  });
});

it('tells who may see it', async ({ open }) => {
  const finance = await joinAs(server, 'finance', 'Fay Finance');
  const { page } = await open(at('', { as: finance }));
  await page.getByText('You need the permission to see requests, errors').waitFor();
  expect(await page.getByRole('link', { name: 'Health' }).count()).toBe(0);
  await expectSound(page);
});

it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
  const { page } = await open(at('', { screen }));
  await page.getByText('/discoveries').first().waitFor();
  await page.locator('main canvas').first().waitFor();
  await expectSoundInBothThemes(page);
  if (screen === 'desktop') return;
  await page.getByLabel('Order').selectOption('-p95Ms');
  await page.waitForURL(/sort=-p95Ms/);
  const first = page.getByRole('list', { name: 'Endpoints' }).getByRole('listitem').first();
  await first.getByRole('button', { name: 'Details of POST /discoveries' }).click();
  await page.getByRole('slider', { name: /latency of POST \/discoveries/ }).waitFor();
  await expectSoundInBothThemes(page);
});
