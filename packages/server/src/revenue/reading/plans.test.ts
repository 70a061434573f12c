import { RevenueRange } from '@taffrail/contract';
import { expect, it } from 'vitest';
import { explainQueries } from '../../../test/explain.ts';
import { product, startRevenueServer, timeZone } from '../../../test/figures/told-revenue.ts';
import { createLogger } from '../../platform/log.ts';
import { createRevenueReader } from './read-revenue.ts';

const log = createLogger({ level: 'silent' });

it('revenue is read from daily sums, and of subscriptions those that are about to change', async () => {
  const server = await startRevenueServer('2026-11-21T10:00:00Z');
  const { clock, owner } = server;
  await owner.query(
    `insert into subscriptions (id, external_id, customer_id, told_by, status, currency, started_at,
       trial_ends_at, cancel_at, told_at)
     select gen_random_uuid(), n, n, 'sdk', case n % 40 when 0 then 'trialing' else 'active' end,
       'eur', '2025-01-01', case n % 40 when 0 then '2026-10-01'::timestamptz + n * interval '1 min' end,
       case n % 50 when 1 then '2026-09-01'::timestamptz + n * interval '5 min' end, '2026-11-01'
     from generate_series(1, 20000) as n`,
  );
  await owner.query(
    `insert into revenue_movements
     select n, 'eur', at, at::date, 'new', 10, 0, 10, n < 100
     from generate_series(1, 20000) as n,
       lateral (select '2024-11-21'::timestamptz + n * interval '53 min' as at) as moment`,
  );
  await owner.query(
    `insert into revenue_daily
     select day, 'eur', kind, sum(amount), count(*) from revenue_movements group by day, kind`,
  );
  await owner.query('vacuum analyze');
  for (const range of RevenueRange.options) {
    const context = { clock, log, product, reportingTimeZone: timeZone };
    const queries = await explainQueries(server.urls.app, (db) =>
      createRevenueReader({ db, ...context })(range),
    );
    // Today, and the same time of one day or two; what moved, and later on these days; how far back;
    // trials, and who leaves.
    expect(queries.length).toBeLessThanOrEqual(8);
    for (const { scanned, touched } of queries) {
      expect(scanned.filter((table) => table !== 'revenue_daily')).toEqual([]);
      expect(touched['subscription_events']).toBeUndefined();
      expect(touched['revenue_movements'] ?? 0).toBeLessThan(100);
      expect(touched['subscriptions'] ?? 0).toBeLessThan(400);
    }
  }
  await server.close();
}, 60_000);
