import {
  createBudget,
  type Usage,
  type UsageBreakdown,
  type UsageMargin,
  type UsageMonth,
  type UsageStatement,
} from '@taffrail/contract';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { formatCount, formatMoney, formatUsd } from '../../packages/web/src/lib/format.ts';
import { exactUsd } from '../../packages/web/src/features/usage/statement/exact-usd.ts';
import { browserTest as it } from '../harness/browser-test.ts';
import { expectSound } from '../harness/looks.ts';
import { asOwner, joinAs } from '../harness/owner-calls.ts';
import { type RunningConsole, startConsole } from '../harness/product.ts';
import { sendBatch } from '../harness/send-batch.ts';
import { visit } from '../harness/within-console.ts';
import { sendUsageWorld } from './usage-world.ts';

let server: RunningConsole;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'taffrail-config-'));
  const config = path.join(folder, 'taffrail.config.ts');
  await writeFile(
    config,
    `export default { revenue: { currency: 'eur', rates: { usd: '0.9' } } };`,
  );
  server = await startConsole({ TAFFRAIL_CONFIG: config });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const panel = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true });
const card = (page: Page, name: string): Locator =>
  page.getByRole('article', { name, exact: true });
const settled = async (page: Page): Promise<void> => {
  await page.locator('[data-row-id]').first().waitFor();
  await page.waitForFunction(
    () => !document.querySelector('main section[aria-busy=true], main .animate-skeleton'),
  );
};

/** What the API says to a program. */
const ask = async <T>(what: string, query: Record<string, string> = {}): Promise<T> => {
  const search = new URLSearchParams(query).toString();
  const answer = await fetch(`${server.url}/api/v1/usage${what}?${search}`, {
    headers: { authorization: `Bearer ${server.apiKey}` },
  });
  return (await answer.json()) as T;
};

const fail = (route: Route): Promise<void> =>
  route.fulfill({
    status: 500,
    json: {
      error: {
        code: 'internal_error',
        message: 'Something failed on our side.',
        requestId: '0192f000-0000-7000-8000-00000000c01a',
      },
    },
  });

describe('before the first job', () => {
  it('says how it comes, and what the rest of the console may not see', async ({ open }) => {
    const { page } = await open({ path: '/admin/usage', console: server });
    await page.getByText('No AI job has come yet.').waitFor();
    await expectSound(page);
    const support = await joinAs(server, 'support', 'Sally Support');
    const { page: other } = await open({ path: '/admin/usage', console: server, as: support });
    await other.getByText('see AI jobs and what they cost').waitFor();
    expect(await other.getByRole('link', { name: 'Cost & usage' }).count()).toBe(0);
  });
});

describe('with two months of jobs', () => {
  beforeAll(async () => {
    await sendUsageWorld(server);
    // A job counts what customers pay.
    await vi.waitFor(
      async () => expect((await ask<UsageMargin>('/margin')).isRevenueConnected).toBe(true),
      { timeout: 30_000, interval: 300 },
    );
  });

  it('shows what was spent, on what, and what of it nobody knows', async ({ open }) => {
    const { page } = await open({ path: '/admin/usage', console: server });
    await settled(page);
    const usage = await ask<Usage>('');
    const month = await ask<UsageMonth>('/month');
    const shown = (name: string): Promise<string> =>
      card(page, name).locator('[data-numeric]').first().innerText();
    expect(await shown('AI cost')).toBe(formatUsd(Number(usage.current.costUsd)));
    expect(await shown('Spent this month')).toBe(formatUsd(Number(month.spentUsd)));
    expect(await shown('Forecast for the month')).toBe(
      formatUsd(Number(month.forecast?.expectedUsd)),
    );
    expect(await shown('Budget used')).toBe('–');
    const attributed = Number(usage.current.costUsd) - Number(usage.unattributed.costUsd);
    expect(await shown('Cost per active organization')).toBe(formatUsd(attributed / 3));
    await page.getByText('1 model has no price').waitFor();
    const setPrice = page.getByRole('link', { name: 'Set price' });
    expect(await setPrice.getAttribute('href')).toBe('/admin/settings/prices?view=unpriced');
    await page.getByText(`${formatUsd(Number(usage.unattributed.costUsd))} is nobody’s`).waitFor();
    await expectSound(page);

    const over = panel(page, 'Over time');
    const slider = over.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    const yesterday = usage.bars.at(-2);
    const spent = yesterday?.values.reduce((sum, value) => sum + value, 0) ?? Number.NaN;
    expect(await slider.getAttribute('aria-valuetext')).toContain(formatUsd(spent));
    await over.getByRole('button', { name: 'Show as a table' }).click();
    expect(await over.getByRole('table').getByRole('row').count()).toBe(31);
    await over.getByRole('columnheader', { name: 'Period before' }).waitFor();
    await over.getByLabel('Width of a bar').selectOption('week');
    await page.waitForURL(/step=week/);
    await over.getByRole('radio', { name: 'Tokens' }).check();
    await page.waitForURL(/metric=tokens/);
    await over.locator('figcaption', { hasText: /^Tokens / }).waitFor();

    // Any days: the same control as on other pages, and what follows from it.
    const [first, last] = [usage.bars.at(-9)?.from ?? '', usage.bars.at(-3)?.from ?? ''];
    await page.getByRole('button', { name: /^Last 30 days/ }).click();
    await page.getByLabel('From').fill(first);
    await page.getByLabel('To', { exact: true }).fill(last);
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL(new RegExp(`range=${first}\\.\\.${last}`));
    const some = await ask<Usage>('', { range: `${first}..${last}` });
    expect(some.bars).toHaveLength(7);
    await card(page, 'AI cost')
      .getByText(formatUsd(Number(some.current.costUsd)), { exact: true })
      .waitFor();
    await page.keyboard.press(',');
    await page.waitForURL((url) => url.searchParams.get('range')?.endsWith(first) === false);
    await page.goBack();

    // From a row to what it is made of, and to its jobs.
    await panel(page, 'Breakdown').getByRole('radio', { name: 'Organization' }).check();
    await page.waitForURL(/group=organization/);
    await panel(page, 'Breakdown').getByRole('link', { name: 'Acme', exact: true }).click();
    await page.waitForURL(/f=organizationId\.in\./);
    await page.getByRole('list', { name: 'Filters' }).getByText('Acme').waitFor();
    await panel(page, 'Breakdown').getByRole('radio', { name: 'Route' }).check();
    await page.waitForURL(/group=route/);
    const discover = panel(page, 'Breakdown').locator('[data-row-id]', {
      hasText: '/api/discover',
    });
    await discover.waitFor();
    const { rows } = await ask<UsageBreakdown>('/breakdown', {
      group: 'route',
      range: `${first}..${last}`,
      organizationId: usage.series[0] ? await idOf('Acme') : '',
    });
    const jobs = rows.find(({ subject }) => subject.key === '/api/discover')?.current.jobs ?? 0;
    await discover
      .getByRole('link', { name: `${formatCount(jobs)} jobs of /api/discover` })
      .click();
    await page.waitForURL(
      new RegExp(`/admin/usage/jobs\\?range=${first}\\.\\.${last}&.*route\\.in\\.`),
    );
    await page.locator('[data-row-id]').first().waitFor();
  });

  const idOf = async (name: string): Promise<string> => {
    const { rows } = await ask<UsageBreakdown>('/breakdown', { group: 'organization' });
    return rows.find(({ subject }) => subject.customer?.name === name)?.subject.key ?? '';
  };

  it('is led by keys, exports what it shows, and keeps its panels apart', async ({ open }) => {
    const { page, errors } = await open({
      path: '/admin/usage',
      console: server,
      theme: 'dark',
      screen: 'phone',
    });
    await settled(page);
    await expectSound(page);
    const { current } = await ask<Usage>('');
    await sendBatch(server, [
      {
        kind: 'ai_job',
        provider: 'openai',
        model: 'gpt-5-mini',
        costUsd: '100',
        latencyMs: 1,
        status: 'succeeded',
      },
    ]);
    await card(page, 'AI cost')
      .getByText(formatUsd(Number(current.costUsd) + 100), { exact: true })
      .waitFor();
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Last 90 days' }).click();
    await page.waitForURL(/range=90d/);
    await page.getByText('no comparison: known since').waitFor();
    await page.keyboard.press('c');
    await page.waitForURL(/compare=off/);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    const [header, ...lines] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(header).toMatch(/^day,provider,costUsd,jobs/);
    expect(lines.length).toBeGreaterThan(100);
    await settled(page);

    await page.route(/\/api\/v1\/usage\/breakdown/, fail);
    await page.keyboard.press('r');
    await panel(page, 'Breakdown').getByText('Could not refresh').waitFor();
    await page.unroute(/\/api\/v1\/usage\/breakdown/);
    await page.keyboard.press('r');
    await panel(page, 'Breakdown').getByText('Could not refresh').waitFor({ state: 'detached' });
    await panel(page, 'Over time').getByRole('slider').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/admin\/usage\/jobs\?range=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/);
    errors.expect(/status of 500/);
  });

  it('draws the budget, and what the month may still cost', async ({ open }) => {
    const owner = await asOwner(server);
    await owner.call(createBudget, {
      body: { scope: 'whole', period: 'month', softUsd: null, hardUsd: '60', onUnknown: 'open' },
    });
    const { page } = await open({ path: '/admin/usage?range=mtd', console: server, theme: 'dark' });
    await settled(page);
    const over = panel(page, 'Over time');
    await over.getByRole('link', { name: 'Budget of $60.00 a month' }).waitFor();
    await over.getByText('Forecast, besides').first().waitFor();
    await expectSound(page);
    await over.getByRole('button', { name: 'Show as a table' }).click();
    const { to } = await ask<UsageMonth>('/month');
    expect(await over.getByRole('table').getByRole('row').count()).toBe(Number(to.slice(8)) + 1);
    await over.getByLabel('Width of a bar').selectOption('month');
    await over.getByRole('cell', { name: '$60.00', exact: true }).waitFor();
  });

  it('states a month by organization and model', async ({ open }) => {
    const { page } = await open({
      path: '/admin/usage/statement',
      console: server,
      screen: 'phone',
    });
    const table = panel(page, 'Organizations').getByRole('table');
    await table.waitFor();
    const statement = await ask<UsageStatement>('/statement');
    const names = statement.organizations.map(({ organization }) => organization?.name);
    expect(await table.getByRole('rowheader', { name: 'Acme' }).count()).toBe(1);
    expect(names).toContain('Acme');
    await table
      .getByRole('row', { name: /^Total/ })
      .getByText(exactUsd(statement.total.costUsd))
      .waitFor();
    await table.getByText('not priced').first().waitFor();
    await expectSound(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(download.suggestedFilename()).toBe(`ai-statement-${statement.month}.csv`);

    await visit(page, '/admin/usage/jobs/0192f000-0000-7000-8000-00000000c01a');
    await page.getByText('Not found', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
  });

  it('sets what organizations pay against what they cost', async ({ open }) => {
    const { page } = await open({ path: '/admin/usage', console: server });
    await settled(page);
    await page.getByRole('link', { name: 'Margin', exact: true }).click();
    await page.waitForURL(/\/admin\/usage\/margin/);
    await panel(page, 'Organizations').getByRole('rowheader').first().waitFor();
    const margin = await ask<UsageMargin>('/margin');
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(
      margin.rows.map(({ organization }) => organization.name),
    );
    expect(margin.rows[0]?.organization.name).toBe('Initech');
    const figure = (name: string): Promise<string> =>
      card(page, name).locator('[data-numeric]').first().innerText();
    expect(await figure('Margin after AI')).toBe(
      formatMoney(Number(margin.total.margin), 'eur').replace('-', '−'),
    );
    expect(await figure('Unattributed cost')).toBe(formatUsd(Number(margin.unattributed.costUsd)));
    await expectSound(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(download.suggestedFilename()).toMatch(/^ai-margin-.*\.csv$/);
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Last 90 days' }).click();
    await page.waitForURL(/range=90d/);
    await page.getByRole('link', { name: 'Initech', exact: true }).click();
    await page.waitForURL(/\/admin\/usage\?f=organizationId\.in\..*group=route/);
  });
});
