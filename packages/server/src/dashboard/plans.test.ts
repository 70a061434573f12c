import { expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { makeManyActivities } from '../../test/figures/many-activities.ts';
import { startTestServer } from '../../test/server.ts';
import { createLogger } from '../platform/log.ts';
import { createDashboard } from './dashboard.ts';

const timeZone = 'Europe/Berlin';
const now = '2026-11-21T09:57:13.123Z';
const log = createLogger({ level: 'silent' });

it('who was active is read by index from rollups, and of the log the edges', async () => {
  const server = await startTestServer({ now, timeZone });
  const { clock } = server;
  await makeManyActivities(server.owner, { rows: 30_000, days: 90, before: clock.now(), timeZone });
  const queries = await explainQueries(server.urls.app, (db) =>
    createDashboard({ db, clock, log, reportingTimeZone: timeZone }).showActivity('30d'),
  );
  // Two for the calendar, the first day, three for each of who was active, two for actions.
  expect(queries).toHaveLength(11);
  for (const query of queries) {
    expect(query.touched['activity_log'] ?? 0).toBeLessThan(200);
    expect(query.scanned).not.toContain('activity_log');
    expect(query.scanned).not.toContain('active_users_daily');
    if ('active_users_daily' in query.touched)
      expect(query.indexes[0]).toMatch(/^active_users_daily_day_/);
  }
  await server.close();
}, 60_000);

it('requests are read from rollups of all endpoints together', async () => {
  const server = await startTestServer({ now, timeZone });
  const { clock } = server;
  const endpoints = 20;
  const fill = (table: string, from: string, step: string): Promise<unknown> =>
    server.owner.query(
      `insert into ${table} (bucket, endpoint, method, status_code, histogram)
       select at, case e when 0 then '' else '/endpoint/' || e end,
         case e when 0 then '' else 'GET' end, 200, '\\x0064000000000001012c000000000002'
       from generate_series($1::timestamptz, '2026-11-21T09:56:00Z', $2::interval) as at,
         generate_series(0, ${endpoints}) as e`,
      [from, step],
    );
  await fill('api_metrics_minutely', '2026-11-19T12:00:00Z', '1 minute');
  await fill('api_metrics_hourly', '2026-10-21T00:00:00Z', '1 hour');
  await fill('api_metrics_daily', '2024-11-21T00:00:00Z', '1 day');
  await server.owner.query(`
    insert into system_logs_quarter_hourly (bucket, level, is_own, count)
    select at, level, is_own, 9
    from generate_series(timestamptz '2026-09-01Z', '2026-11-21T09:45Z', '15 minutes') as at,
      unnest(array['error', 'warning', 'info']) as level, unnest(array[false, true]) as is_own`);
  await server.owner.query(`
    insert into system_logs_daily (day, level, is_own, count)
    select at, level, is_own, 900
    from generate_series(timestamp '2024-11-21', '2026-11-21', '1 day') as at,
      unnest(array['error', 'warning', 'info']) as level, unnest(array[false, true]) as is_own`);
  await server.owner.query(`
    insert into system_logs (created_at, received_at, id, level, source, message)
    select at, at, gen_random_uuid(), level, 'job', 'It failed'
    from generate_series(timestamptz '2026-11-14Z', '2026-11-21T09:57Z', '1 minute') as at,
      unnest(array['error', 'warning', 'info']) as level`);
  await server.owner.query('vacuum analyze');
  for (const range of ['1d', '7d', '30d'] as const) {
    const queries = await explainQueries(server.urls.app, (db) =>
      createDashboard({ db, clock, log, reportingTimeZone: timeZone }).showRequests(range),
    );
    // Two for the calendar, the first day; what is drawn and two to compare, of requests, of logs, of
    // AI jobs and of runs.
    expect(queries).toHaveLength(15);
    for (const { scanned, touched } of queries) {
      expect(scanned).toEqual([]);
      expect(touched['api_metrics']).toBeUndefined();
      expect(touched['system_logs'] ?? 0).toBeLessThanOrEqual(15);
      // Sixty days, twenty-four hours (or their quarters) and sixty minutes at most, and neither of
      // each endpoint nor of each level.
      const rows = Object.values(touched).reduce((sum, count) => sum + count, 0);
      expect(rows).toBeLessThan(60 + 24 + 60);
    }
  }
  await server.close();
}, 60_000);
