import type { UsageGroup } from '@taffrail/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { product, startRevenueServer, timeZone } from '../../test/figures/told-revenue.ts';
import type { TestServer } from '../../test/server.ts';
import { createLogger } from '../platform/log.ts';
import type { MarginContext } from './margin/read-margin.ts';
import { createUsage } from './usage.ts';

const log = createLogger({ level: 'silent' });
const organizations = 500;
const days = 180;

let server: TestServer;
let organizationId = '';
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T10:00:00Z');
  const { owner } = server;
  await owner.query(
    `insert into organizations (id, name, created_at)
     select gen_random_uuid(), 'Organization ' || n, now() from generate_series(1, $1::int) as n`,
    [organizations],
  );
  const { rows } = await owner.query<{ id: string }>('select id from organizations limit 1');
  organizationId = rows[0]?.id ?? '';
  const sums = `9 as jobs, 1 as failed, 9000 as input_tokens, 900 as output_tokens`;
  const whole = `${sums}, 0 as cached_read_tokens, 0 as cached_write_tokens, 0 as reasoning_tokens,
    0.12345678 as cost_usd, 0 as unpriced_jobs, 0 as unpriced_tokens, 0 as failed_cost_usd,
    ''::bytea as latency, ''::bytea as first_token, 0 as timed_tokens, 0 as timed_us, 0 as scored,
    0 as score_sum`;
  const short = `${sums}, 0.12345678 as cost_usd, 0 as unpriced_jobs, 0 as unpriced_tokens`;
  const everyDay = `generate_series(date '2026-11-21' - ${days}, date '2026-11-21', '1 day') as day`;
  // Totals are kept for ever.
  const everyYear = `generate_series(date '2023-11-21', date '2026-11-21', '1 day') as day`;
  const calls = `unnest(array['openai', 'anthropic']) as provider,
    unnest(array['small', 'large']) as model, unnest(array['', '/discover', '/headhunt']) as route`;
  await owner.query(`insert into usage_totals_daily
    select day, provider, model, route, ${whole} from ${everyYear}, ${calls}`);
  await owner.query(`insert into usage_organizations_daily
    select day, id, ${short} from ${everyDay}, organizations`);
  await owner.query(`insert into usage_user_daily
    select day, id, id, ${short} from ${everyDay}, organizations`);
  await owner.query(`insert into usage_daily
    select day, id, 'openai', 'small', '/discover', ${whole} from ${everyDay}, organizations`);
  await owner.query(`insert into usage_hourly
    select hour, id, 'openai', 'small', '/discover', ${whole}
    from generate_series(timestamptz '2026-10-20Z', '2026-11-21T09:00Z', '1 hour') as hour,
      (select id from organizations limit 200) as few`);
  await owner.query('vacuum analyze');
}, 120_000);
afterAll(() => server.close());

const explain = (
  read: (readers: ReturnType<typeof createUsage>) => Promise<unknown>,
): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, (db) => {
    const context: MarginContext = {
      db,
      clock: server.clock,
      log,
      product,
      reportingTimeZone: timeZone,
    };
    return read(createUsage(context));
  });

const touchedOf = (queries: readonly ExplainedQuery[], table: string): number =>
  queries.reduce((sum, { touched }) => sum + (touched[table] ?? 0), 0);
const scanned = (queries: readonly ExplainedQuery[]): string[] =>
  queries.flatMap((query) => [...query.scanned]).filter((table) => table !== 'model_prices');

const asked = { range: '30d', filter: {}, step: undefined, measure: 'cost' } as const;
const calls = 12;
const hours = 200;

it.each<UsageGroup>(['provider', 'model', 'route'])(
  'usage by %s reads some tens of rows a day, and of hours those of two days',
  async (group) => {
    const queries = await explain(({ showUsage }) => showUsage({ ...asked, group }));
    // The present, the first day, where days are cut, days; sums of both periods, and what of each
    // is not compared; the largest, and all by day; organizations, nobody's, no price, new prices.
    expect(queries.length).toBeLessThanOrEqual(14);
    expect(scanned(queries)).toEqual([]);
    expect(touchedOf(queries, 'usage_daily')).toBe(0);
    expect(touchedOf(queries, 'usage_totals_daily')).toBeLessThan(7 * 31 * calls);
    expect(touchedOf(queries, 'usage_hourly')).toBeLessThan(15 * hours);
    expect(touchedOf(queries, 'usage_organizations_daily')).toBeLessThanOrEqual(31 * organizations);
  },
);

it('usage of three years that are over reads a row a day of each call', async () => {
  const range = '2023-11-21..2026-11-20';
  const queries = await explain(({ showUsage }) =>
    showUsage({ ...asked, range, group: 'provider' }),
  );
  expect(queries.length).toBeLessThanOrEqual(14);
  expect(touchedOf(queries, 'usage_totals_daily')).toBeLessThan(6 * 1_096 * calls);
  expect(touchedOf(queries, 'usage_hourly')).toBe(0);
  expect(touchedOf(queries, 'usage_daily')).toBe(0);
  // Whether each had a job, and where the next begins.
  expect(touchedOf(queries, 'usage_organizations_daily')).toBeLessThanOrEqual(
    2 * (organizations + 1),
  );
});

it('usage by organization reads a row a day of each', async () => {
  const group = 'organization';
  const queries = await explain(({ showUsage }) => showUsage({ ...asked, group }));
  expect(queries.length).toBeLessThanOrEqual(15);
  expect(touchedOf(queries, 'usage_daily')).toBe(0);
  expect(touchedOf(queries, 'usage_user_daily')).toBe(0);
});

it('usage of one organization is found by it', async () => {
  const filter = { organizationId };
  const queries = await explain(({ showUsage }) => showUsage({ ...asked, group: 'model', filter }));
  expect(scanned(queries)).toEqual([]);
  expect(touchedOf(queries, 'usage_daily')).toBeLessThan(7 * 62);
  expect(queries.flatMap(({ indexes }) => indexes)).toContain('usage_daily_organization');
});

it.each<UsageGroup>(['provider', 'organization', 'user'])(
  'the breakdown by %s has as many statements for many rows as for few',
  async (group) => {
    const queries = await explain(({ showBreakdown }) => showBreakdown({ ...asked, group }));
    // The present, the first day, where days are cut; the largest, what they were before, and what
    // of both is not compared; names; the whole.
    expect(queries.length).toBeLessThanOrEqual(9);
    expect(touchedOf(queries, 'usage_daily')).toBe(0);
  },
);

it('the month is read from the totals', async () => {
  const queries = await explain(({ showMonth }) => showMonth());
  expect(queries.length).toBeLessThanOrEqual(9);
  expect(scanned(queries)).toEqual([]);
  expect(touchedOf(queries, 'usage_totals_daily')).toBeLessThan(100 * calls);
  expect(touchedOf(queries, 'usage_organizations_daily')).toBe(0);
});

it('today is read from the totals, and from the hours of five days', async () => {
  const queries = await explain(({ showToday }) => showToday());
  expect(queries.length).toBeLessThanOrEqual(5);
  expect(scanned(queries)).toEqual([]);
  expect(touchedOf(queries, 'usage_hourly')).toBeLessThanOrEqual(5 * 12 * hours);
});

it('margins are read from what organizations cost a day', async () => {
  const queries = await explain(({ showMargin }) => showMargin('30d'));
  // The present, what is paid every month and what was for use, whether anybody told; costs, names,
  // the first day.
  expect(queries.length).toBeLessThanOrEqual(7);
  expect(touchedOf(queries, 'usage_organizations_daily')).toBeLessThanOrEqual(31 * organizations);
  expect(touchedOf(queries, 'usage_daily')).toBe(0);
});

it('a statement reads the days of its month once', async () => {
  const queries = await explain(({ showStatement }) => showStatement({ month: '2026-10' }));
  // The present, the lines, names, the first day.
  expect(queries.length).toBeLessThanOrEqual(4);
  expect(touchedOf(queries, 'usage_daily')).toBeLessThanOrEqual(31 * organizations);
  expect(touchedOf(queries, 'usage_organizations_daily')).toBe(0);
});
