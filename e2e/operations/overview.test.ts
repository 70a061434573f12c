import type {
  AuditEntry,
  LatestRevenueChanges,
  RecentActivity,
  Revenue,
  RevenueGroups,
  RevenueCohorts,
  SubscriptionTableState,
} from '@taffrail/contract';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import {
  formatCount,
  formatFigure,
  formatMoney,
  formatPercent,
  formatRate,
} from '../../packages/web/src/lib/format.ts';
import { browserTest as it, type OpenOptions } from '../harness/browser-test.ts';
import { expectSound, expectSoundInBothThemes, screens } from '../harness/looks.ts';
import { joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { pressRetry } from '../harness/press-retry.ts';
import { visit } from '../harness/within-console.ts';
import { sendRevenueWorld } from './revenue-world.ts';

let server: RunningConsole;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'taffrail-config-'));
  const config = path.join(folder, 'taffrail.config.ts');
  await writeFile(
    config,
    `export default {
       revenue: { currency: 'eur', rates: { usd: '0.92' }, ratesDay: '2026-01-02' },
     };`,
  );
  server = await startConsole({ TAFFRAIL_CONFIG: config });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const at = (search: string, more: Partial<OpenOptions> = {}): OpenOptions => ({
  path: `/admin/operations/overview${search}`,
  console: server,
  ...more,
});

const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const card = (page: Page, name: string): Locator =>
  page.getByRole('article', { name, exact: true });
const settled = async (page: Page): Promise<void> => {
  await card(page, 'MRR').waitFor();
  await page.waitForFunction(
    () => !document.querySelector('main section[aria-busy=true], main .animate-skeleton'),
  );
};

/** What the API says to a program. */
const ask = async <T>(what: string, query: Record<string, string> = {}): Promise<T> => {
  const search = new URLSearchParams(query).toString();
  const answer = await fetch(`${server.url}/api/v1/${what}?${search}`, {
    headers: { authorization: `Bearer ${server.apiKey}` },
  });
  return (await answer.json()) as T;
};
const revenue = (range = 'mtd') => ask<Revenue>('revenue', { range });

const failure = {
  error: {
    code: 'internal_error',
    message: 'Something failed on our side.',
    requestId: '0192f000-0000-7000-8000-00000000c01a',
  },
};
const awayTable: SubscriptionTableState = {
  asOf: '2026-01-02T10:00:00Z',
  state: 'failing',
  table: 'subscriptions',
  failure: 'timed_out',
  message: null,
  readAt: null,
  attemptedAt: '2026-01-02T10:00:00Z',
  unreadable: { count: 0, sample: null },
};
const fail = (route: Route): Promise<void> => route.fulfill({ status: 500, json: failure });

describe('before anybody told of a subscription', () => {
  it('shows the ways to connect billing', async ({ open }) => {
    const { page } = await open(at(''));
    const connect = panel(page, 'Connect billing');
    for (const way of ['Stripe', 'The SDK, or the API', 'The product’s own table'])
      await connect.getByRole('heading', { name: way, exact: true }).waitFor();
    await panel(page, 'Recent activity').getByText('No user.signup has ever come.').waitFor();
    await expectSound(page);
  });
});

describe('with a year of subscriptions', () => {
  beforeAll(async () => {
    await sendRevenueWorld(server);
    // A job counts what was told.
    await vi.waitFor(
      async () => expect((await revenue()).current.subscribers).toBeGreaterThan(40),
      { timeout: 30_000, interval: 300 },
    );
  });

  it('shows five figures in their order, and retention, as the API has them', async ({ open }) => {
    const { page } = await open(at('?range=90d'));
    await settled(page);
    const { current, newThisMonth, currency } = await revenue('90d');
    const cards = await page.getByRole('article').all();
    const shown = await Promise.all(
      cards.map(async (one) => [
        await one.getByRole('heading').innerText(),
        await one.locator('[data-numeric]').first().innerText(),
      ]),
    );
    expect(shown).toEqual([
      ['MRR', formatMoney(Number(current.mrr), currency)],
      ['Total subscribers', formatCount(current.subscribers)],
      ['New subscribers this month', formatCount(newThisMonth.value)],
      ['Churn rate', formatRate(current.churnRate ?? Number.NaN)],
      ['ARPU', formatMoney(Number(current.arpu), currency)],
    ]);
    await page.getByText('1 USD = 0.92 EUR').waitFor();
    await page.getByText('rates of 2 Jan').waitFor();
    await page.getByText('Not in MRR and ARPU', { exact: false }).waitFor();
    await card(page, 'Churn rate').getByRole('button', { name: 'What is Churn rate?' }).click();
    await page
      .getByText(`stopped paying in the range ÷ ${formatCount(current.activeAtStart)} who paid`)
      .waitFor();

    const { cohorts } = await ask<RevenueCohorts>('revenue/cohorts');
    const table = page.getByRole('table', { name: /Share of customers who still pay/ });
    for (const [index, { started, paying }] of cohorts.entries()) {
      const row = table.getByRole('row').nth(index + 1);
      const [size, ...cells] = await row.getByRole('cell').allInnerTexts();
      expect(size).toBe(formatCount(started));
      const shares = paying.map((count) => (started === 0 ? '–' : formatPercent(count / started)));
      expect(cells.slice(0, paying.length).map((text) => text.split(/\s/)[0])).toEqual(shares);
    }
  });

  it('adds up from start to end, says by how much where it does not, and tells of twelve months', async ({
    open,
  }) => {
    const { page } = await open(at('?range=ytd'));
    await settled(page);
    const rows = panel(page, 'MRR movement').getByRole('row');
    const cells = await rows.evaluateAll((all) =>
      all.slice(1).map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
    );
    expect(cells.map(([name]) => name)).toEqual([
      'Start',
      'New',
      'Expansion',
      'Reactivation',
      'Contraction',
      'Churn',
      'End',
    ]);
    const amounts = cells.map((row) => Number(row[2]?.replaceAll(/[€,+]/g, '').replace('−', '-')));
    const sum = amounts.slice(0, -1).reduce((total, amount) => total + amount, 0);
    expect(sum).toBeCloseTo(amounts.at(-1) ?? Number.NaN, 2);
    await page.route(/\/api\/v1\/revenue\?/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as Revenue;
      await route.fulfill({
        json: {
          ...body,
          movements: { ...body.movements, difference: '12.5' },
          waitingSince: new Date(Date.parse(body.asOf) - 600_000).toISOString(),
          failed: 2,
          reconstructedUntil: '2026-01-31',
        },
      });
    });
    await page.keyboard.press('r');
    await panel(page, 'MRR movement').getByRole('row', { name: 'Not explained' }).waitFor();
    expect(
      await panel(page, 'MRR movement').getByRole('row', { name: 'Not explained' }).innerText(),
    ).toContain('+€12.50');
    await page.getByText('These figures are late').waitFor();
    await page.getByText('2 subscriptions that the product told of cannot be counted').waitFor();
    await page.getByText('the history is reconstructed').waitFor();

    const months = panel(page, 'MRR by month').first();
    const { months: known, currency } = await revenue('ytd');
    const slider = months.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toContain(
      formatMoney(Number(known[0]?.mrr), currency),
    );
    await months.getByRole('button', { name: 'Show as a table' }).click();
    const table = page.getByRole('table', { name: /Movements of twelve months/ });
    expect(await table.getByRole('row').count()).toBe(13);
    // Else the bar at the top lies over some of it.
    await page.evaluate(() => scrollTo(0, 0));
    await expectSound(page);
  });

  it('names the customers behind the figures, and leads to their rows', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    const { started, cancelled } = await ask<LatestRevenueChanges>('revenue/latest');
    const namesIn = async (name: string): Promise<string[]> =>
      (await panel(page, name).getByRole('rowheader').allInnerTexts()).map(
        (text) => text.split('\n')[0] ?? '',
      );
    expect(await namesIn('Newest subscriptions')).toEqual(started.map(({ customer }) => customer));
    expect(await namesIn('Newest cancellations')).toEqual(
      cancelled.map(({ customer }) => customer),
    );
    await panel(page, 'Newest cancellations').getByText('Ended at once').first().waitFor();
    await page.getByLabel('Group', { exact: true }).selectOption('By plan');
    await page.waitForURL(/group=plan/);
    await panel(page, 'MRR by plan').getByRole('table').waitFor();
    const { groups } = await ask<RevenueGroups>('revenue/groups', { by: 'plan' });
    expect(await namesIn('MRR by plan')).toEqual(groups.map(({ value }) => value));
    expect(groups.length).toBeGreaterThan(2);
    await panel(page, 'MRR by plan').getByRole('columnheader', { name: 'vs last month' }).waitFor();
    await page.getByLabel('Group', { exact: true }).selectOption('By country');
    await page.waitForURL(/group=country/);
    const unknown = panel(page, 'MRR by country').getByRole('rowheader', { name: 'Not known' });
    await unknown.first().waitFor();
    await expectSound(page);
    expect(await namesIn('Trials that end this week')).toEqual(['Trying Ltd', 'Unknown customer']);
    expect(await namesIn('Leaving')).toEqual(['Parting GmbH']);
    await panel(page, 'Leaving').getByText('−€99 of MRR').waitFor();
    await panel(page, 'Failed payments').getByText('No payment has failed.').waitFor();
    await card(page, 'Churn rate').getByRole('link').click();
    await page.waitForURL(/#cancelled/);
    const { jobs } = await ask<RecentActivity>('revenue/recent-activity');
    await panel(page, 'Recent activity')
      .getByRole('link', { name: String(jobs.value) })
      .click();
    await page.waitForURL(/\/admin\/activity\?range=24h&f=action\.in\.job\.created/);
    await page.locator('[data-row-id]').first().waitFor();
    expect(await page.locator('[data-row-id]').count()).toBe(jobs.value);
  });

  it('is led by keys, and keeps its balances whatever the range', async ({ open }) => {
    const { page } = await open(at('', { path: '/admin/account' }));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.waitForURL(/\/admin\/operations\/overview$/);
    await settled(page);
    const mrr = await card(page, 'MRR').locator('[data-numeric]').first().innerText();
    await page.keyboard.press('t');
    await page.waitForURL(/range=qtd/);
    await settled(page);
    expect(await card(page, 'MRR').locator('[data-numeric]').first().innerText()).toBe(mrr);
    await page.keyboard.press('4');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Churn rate',
    );
    await page.keyboard.press('c');
    await page.waitForURL(/compare=off/);
    await page.getByText('vs last quarter').first().waitFor({ state: 'detached' });
    await page.getByLabel('Range').selectOption('mtd');
    await page.waitForURL((url) => !url.search.includes('range'));
    await page.goto('/admin/overview');
    await page.waitForURL(/\/admin\/operations\/overview/);
  });

  it('exports the movements, and says so in the audit log', async ({ open }) => {
    const { page } = await open(at('?range=ytd'));
    await settled(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(download.suggestedFilename()).toMatch(/^mrr-movements-.*\.csv$/);
    const [header, ...lines] = (await readFile(await download.path(), 'utf8'))
      .trimEnd()
      .split('\r\n');
    expect(header).toMatch(/^at,kind,amount,currency/);
    const { items } = await ask<{ items: AuditEntry[] }>('audit-log', {
      action: 'revenue_movements.exported',
    });
    expect(items[0]?.after).toMatchObject({ range: 'ytd', rows: lines.length });
  });

  it('moves by itself when somebody begins to pay', async ({ open }) => {
    const { page } = await open(at(''));
    await settled(page);
    const { current } = await revenue();
    await sendBatch(server, [
      {
        kind: 'subscription',
        id: 'newcomer',
        organizationId: 'newcomer',
        status: 'active',
        currency: 'eur',
        amount: '1000',
        startedAt: new Date().toISOString(),
      },
    ]);
    const { text } = formatFigure(Number(current.mrr) + 1_000, 'money', 'eur');
    await card(page, 'MRR').getByText(text, { exact: true }).waitFor();
    await card(page, 'Total subscribers')
      .getByText(formatCount(current.subscribers + 1), { exact: true })
      .waitFor();
  });

  it('keeps the panels apart when one fails, and tries again', async ({ open }) => {
    const { page, errors } = await open(at('', { path: '/admin/account' }));
    await page.route(/\/api\/v1\/revenue/, fail);
    await visit(page, '/admin/operations/overview');
    await page.getByText('Could not load the figures.').waitFor();
    await panel(page, 'Retention by start month').getByText('Could not load').waitFor();
    await expectSound(page);
    await pressRetry(panel(page, 'Recent activity'), /\/api\/v1\/revenue/);
    await panel(page, 'Recent activity').getByText('New signups').waitFor();
    await panel(page, 'Failed payments').getByText('Could not load').waitFor();
    await page.keyboard.press('r');
    await settled(page);
    await page.route(/\/api\/v1\/subscription-table/, (route) =>
      route.fulfill({ json: awayTable }),
    );
    await page.route(/\/api\/v1\/revenue\/latest/, fail);
    await page.keyboard.press('r');
    await panel(page, 'Newest subscriptions').getByText('Could not refresh').waitFor();
    expect(await panel(page, 'Newest subscriptions').getByRole('rowheader').count()).toBe(5);
    await page.getByText('could not be read: the query timed out').waitFor();
    errors.expect(/status of 500/);
  });

  it('tells who may see it', async ({ open }) => {
    const viewer = await joinAs(server, 'viewer', 'Vic Viewer');
    const { page } = await open(at('', { as: viewer }));
    await page.getByText('You need the permission to see revenue').waitFor();
    expect(await page.getByRole('link', { name: 'Revenue' }).count()).toBe(0);
  });

  it.for(screens)('is sound on a $screen', async ({ screen }, { open }) => {
    // With the widest of its tables.
    const { page } = await open(at('?group=plan', { screen }));
    await settled(page);
    await panel(page, 'MRR by plan').getByRole('table').waitFor();
    await expectSoundInBothThemes(page);
    const topOf = async (figure: string) =>
      (await page.getByRole('article', { name: figure, exact: true }).boundingBox())?.y;
    // Two beside each other, below the one that matters most.
    if (screen === 'phone')
      expect(await topOf('Total subscribers')).toBe(await topOf('New subscribers this month'));
  });
});
