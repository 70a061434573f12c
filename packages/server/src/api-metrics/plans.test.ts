import { ApiMetricsQuery } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { readApiMetrics } from './api-metrics.ts';

const endpoints = 20;
let server: TestServer;

/** As many rows as twenty endpoints make: of minutes for two days, of hours and days for longer. */
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:30:00Z' });
  const fill = (table: string, from: string, step: string): Promise<unknown> =>
    server.owner.query(
      `insert into ${table} (bucket, endpoint, method, status_code, histogram)
       select at, case e when 0 then '' else '/endpoint/' || e end,
         case e when 0 then '' else 'GET' end, 200, '\\x064000010c800002'
       from generate_series($1::timestamptz, '2026-11-21T10:29:00Z', $2::interval) as at,
         generate_series(0, ${endpoints}) as e`,
      [from, step],
    );
  await fill('api_metrics_minutely', '2026-11-19T12:00:00Z', '1 minute');
  await fill('api_metrics_hourly', '2026-10-22T00:00:00Z', '1 hour');
  await fill('api_metrics_daily', '2024-11-21T00:00:00Z', '1 day');
  await fill('api_metrics_weekly', '2024-11-18T00:00:00Z', '7 days');
  await server.owner.query('vacuum analyze');
}, 60_000);
afterAll(() => server.close());

const explain = async (query: Record<string, unknown>): Promise<ExplainedQuery[]> =>
  (
    await explainQueries(server.urls.app, (db) =>
      readApiMetrics(
        { db, clock: server.clock, reportingTimeZone: 'UTC' },
        ApiMetricsQuery.parse(query),
      ),
    )
  ).filter(({ sql }) => /api_metrics/.test(sql));

const touchedOf = (queries: readonly ExplainedQuery[]): number =>
  queries.reduce(
    (sum, { touched }) =>
      sum +
      Object.entries(touched)
        .filter(([table]) => table.startsWith('api_metrics'))
        .reduce((rows, [, count]) => rows + count, 0),
    0,
  );

describe('the figures of requests', () => {
  it.each<[string, Record<string, unknown>, number]>([
    // Of an hour, minutes. Else hours of the first and last day, the days of the first and last week,
    // and the weeks between; for the time before again; without endpoints for the series.
    ['an hour', { from: '2026-11-21T09:30:00Z' }, 2 * 62 * (endpoints + 2)],
    // In quarters of an hour, for which minutes are read: of all endpoints together.
    ['a day', { from: '2026-11-20T10:30:00Z' }, 2 * (24 + 2) * (endpoints + 3) + 1_500],
    ['a week', { from: '2026-11-14T10:30:00Z' }, 2 * (6 + 24 + 2) * (endpoints + 3) + 300],
    ['a month', { from: '2026-10-22T10:30:00Z' }, 2 * (4 + 12 + 24 + 2) * (endpoints + 3)],
    ['a year', { from: '2025-11-21T10:30:00Z' }, 2 * (52 + 12 + 24 + 62) * (endpoints + 3)],
  ])('of %s are read in two queries from rollups alone, by their keys', async (_, query, most) => {
    const queries = await explain({ to: '2026-11-21T10:30:00Z', ...query });
    expect(queries).toHaveLength(2);
    for (const { touched } of queries) expect(touched['api_metrics']).toBeUndefined();
    expect(touchedOf(queries)).toBeLessThan(most);
  });

  it('read no more of a single endpoint', async () => {
    const queries = await explain({ endpoint: '/endpoint/7', compare: 'none' });
    expect(queries).toHaveLength(2);
    expect(touchedOf(queries)).toBeLessThan(2 * (24 + 62) * 2 + 1_440);
    expect(queries.flatMap(({ scanned }) => scanned)).toEqual([]);
  });
});
