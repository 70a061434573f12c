import { RevenueDimension, RevenueRange } from '@taffrail/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../../test/explain.ts';
import { product, startRevenueServer, timeZone } from '../../../test/figures/told-revenue.ts';
import type { TestServer } from '../../../test/server.ts';
import { createLogger } from '../../platform/log.ts';
import { readGroups } from '../groups/read-groups.ts';
import { readCohorts } from './read-cohorts.ts';
import { readFailedPayments, readLatestChanges } from './read-customers.ts';
import { readRecentActivity } from './read-recent-activity.ts';
import { createRevenueReader } from './read-revenue.ts';

const log = createLogger({ level: 'silent' });

const customers = 50_000;

let server: TestServer;
beforeAll(async () => {
  server = await startRevenueServer('2026-11-21T10:00:00Z');
  const { owner } = server;
  await owner.query(
    `insert into subscriptions (id, external_id, customer_id, told_by, status, currency, started_at,
       trial_ends_at, cancel_at, told_at)
     select gen_random_uuid(), n, 'sdk:' || n, 'sdk',
       case n % 40 when 0 then 'trialing' else 'active' end, 'eur', '2025-01-01',
       case n % 40 when 0 then '2026-10-01'::timestamptz + n * interval '30 s' end,
       case n % 50 when 1 then '2026-09-01'::timestamptz + n * interval '3 min' end, '2026-11-01'
     from generate_series(1, ${customers}) as n`,
  );
  // Everybody begins once, and every tenth goes again.
  await owner.query(
    `insert into revenue_movements (customer_id, currency, at, day, kind, amount, mrr_before,
       mrr_after, is_reconstructed, cohort, plan, plans, country, countries)
     select 'sdk:' || n, 'eur', at, at::date, kind, amount, 0, 10, n < 100,
       date_trunc('month', began)::date, 'plan ' || n % 12, 1, 'country ' || n % 100, 1
     from generate_series(1, ${customers}) as n,
       lateral (select '2024-11-21'::timestamptz + n * interval '21 min' as began) as moment,
       lateral (values ('new', 10, began), ('churn', -10, began + interval '40 days'))
         as movement (kind, amount, at)
     where kind = 'new' or n % 10 = 0`,
  );
  await owner.query(
    `insert into revenue_daily
     select day, 'eur', kind, sum(amount), count(*) from revenue_movements group by day, kind`,
  );
  await owner.query(
    `insert into revenue_cohorts
     select cohort, date_trunc('month', day)::date, 'eur', sum(case kind when 'churn' then -1 else 1 end)
     from revenue_movements group by 1, 2`,
  );
  await owner.query(
    `insert into invoices (id, external_id, customer_id, told_by, status, currency, amount_due,
       amount_paid, attempt_count, next_attempt_at, created_at, told_at, metered_amount)
     select gen_random_uuid(), n, 'stripe:' || n, 'stripe',
       case n % 500 when 0 then 'open' else 'paid' end, 'eur', 10, 0, 1,
       '2026-11-21'::timestamptz + n * interval '1 min', '2025-11-21'::timestamptz + n * interval '10 min',
       '2026-11-21', case n % 100 when 0 then 1 else 0 end
     from generate_series(1, ${customers}) as n`,
  );
  await owner.query(
    `insert into revenue_groups
     select d.dimension, s.span, s.first, 1, d.value, currency, kind, sum(amount), count(*)
     from revenue_movements m,
       lateral (values ('day', m.day), ('month', date_trunc('month', m.day)::date)) as s (span, first),
       lateral (values ('plan', m.plan), ('country', m.country)) as d (dimension, value)
     group by 1, 2, 3, 4, 5, 6, 7`,
  );
  await owner.query('vacuum analyze');
}, 60_000);
afterAll(() => server.close());

const explain = (
  read: (context: Parameters<typeof createRevenueReader>[0]) => Promise<unknown>,
): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, (db) =>
    read({ db, clock: server.clock, log, product, reportingTimeZone: timeZone }),
  );

const touchedOf = (queries: readonly ExplainedQuery[], table: string): number =>
  queries.reduce((sum, { touched }) => sum + (touched[table] ?? 0), 0);

it.each(RevenueRange.options)(
  'figures of %s are read from daily sums, and of subscriptions those that are about to change',
  async (range) => {
    const queries = await explain((context) => createRevenueReader(context)(range));
    // Today, and the same time of one day or two; what moved, and later on these days; how far back;
    // who told; metered usage; trials, and who leaves.
    expect(queries.length).toBeLessThanOrEqual(10);
    for (const { scanned } of queries)
      expect(scanned.filter((table) => table !== 'revenue_daily')).toEqual([]);
    expect(touchedOf(queries, 'subscription_events')).toBe(0);
    expect(touchedOf(queries, 'revenue_movements')).toBeLessThan(400);
    expect(touchedOf(queries, 'subscriptions')).toBeLessThan(1_000);
    expect(touchedOf(queries, 'invoices')).toBeLessThan(customers / 100 + 10);
  },
);

it('retention is read from cohorts, and of movements those to come this month', async () => {
  const queries = await explain(readCohorts);
  expect(queries).toHaveLength(4);
  expect(touchedOf(queries, 'revenue_movements')).toBeLessThan(1_000);
  expect(touchedOf(queries, 'revenue_cohorts')).toBeLessThan(200);
  expect(touchedOf(queries, 'revenue_daily')).toBeLessThan(2_000);
});

it('the latest customers are read from the end of an index', async () => {
  const queries = await explain(readLatestChanges);
  expect(queries).toHaveLength(2);
  expect(queries.flatMap(({ scanned }) => scanned)).toEqual([]);
  expect(queries.flatMap(({ indexes }) => indexes)).toContain('revenue_movements_latest');
  expect(touchedOf(queries, 'revenue_movements')).toBeLessThan(30);
  expect(touchedOf(queries, 'subscriptions')).toBeLessThan(30);
});

it('failed payments are read from an index of them alone', async () => {
  const queries = await explain(readFailedPayments);
  expect(queries).toHaveLength(2);
  expect(queries.flatMap(({ scanned }) => scanned)).toEqual([]);
  expect(touchedOf(queries, 'invoices')).toBeLessThanOrEqual(customers / 500 + 5);
});

it('recent activity is read from rollups', async () => {
  const queries = await explain(readRecentActivity);
  // The days; of three counters the actions, and the counts of those that have come; who is active.
  expect(queries.length).toBeLessThanOrEqual(8);
});

it.each(
  RevenueDimension.options.flatMap((by) =>
    RevenueRange.options.map((range) => [by, range] as const),
  ),
)('groups by %s of %s are read from months, and of days those at both ends', async (by, range) => {
  const queries = await explain((context) => readGroups(context, { by, range }));
  // Today, and the same time then; how far back; what moved; and later on these days.
  expect(queries).toHaveLength(5);
  expect(queries.flatMap(({ scanned }) => scanned)).toEqual([]);
  expect(touchedOf(queries, 'revenue_movements')).toBeLessThan(200);
  // Whether there is any.
  expect(touchedOf(queries, 'subscriptions')).toBeLessThanOrEqual(1);
  // A hundred countries: 25 months of two kinds, and two months by day.
  expect(touchedOf(queries, 'revenue_groups')).toBeLessThan(12_000);
});
