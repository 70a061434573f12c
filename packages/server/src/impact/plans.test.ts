import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { fillIncidents } from '../../test/incidents/many-incidents.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Database } from '../platform/db/database.ts';
import { readAlertMetric, readIncidentImpact } from './impact.ts';

const now = '2026-11-21T10:30:00.000Z';
const endpoints = 20;
let server: TestServer;
let newest: { incident: string; alert: string };

/** Incidents with requests around the newest, and a check that has run for a day. */
beforeAll(async () => {
  server = await startTestServer({ now });
  const { owner } = server;
  await fillIncidents(owner, { incidents: 20_000, active: 40, before: now });
  const fill = (table: string, from: string, step: string): Promise<unknown> =>
    owner.query(
      `insert into ${table} (bucket, endpoint, method, status_code, histogram)
       select at, case e when 0 then '' else '/endpoint/' || e end,
         case e when 0 then '' else 'GET' end, 200, '\\x064000010c800002'
       from generate_series($1::timestamptz, '2026-11-21T10:29:00Z', $2::interval) as at,
         generate_series(0, ${endpoints}) as e`,
      [from, step],
    );
  await fill('api_metrics_minutely', '2026-11-20T00:00:00Z', '1 minute');
  await fill('api_metrics_hourly', '2026-10-22T00:00:00Z', '1 hour');
  await fill('api_metrics_daily', '2025-11-21T00:00:00Z', '1 day');
  await owner.query(
    `insert into check_runs (created_at, id, check_id, kind, name, result, message, value,
       critical_at, duration_ms, host, cause)
     select $1::timestamptz - n * interval '3 seconds', gen_random_uuid(), c.id, c.kind, c.name, 'ok',
       'As it was.', 40, 90, 1, 'web-1', 'schedule'
     from generate_series(1, 20000) as n
     join checks c on c.kind = (array['cpu', 'memory', 'disk', 'postgres'])[1 + n % 4]`,
    [now],
  );
  await owner.query(`update checks set host = 'web-1' where kind = 'cpu'`);
  await owner.query('vacuum (analyze)');
  const { rows } = await owner.query<{ incident: string; alert: string }>(
    `select i.id as incident, m.alert_id as alert
     from incidents i join incident_alerts m on m.incident_id = i.id
     order by i.opened_at desc limit 1`,
  );
  const [row] = rows;
  if (!row) throw new Error('There is no incident');
  newest = row;
}, 60_000);
afterAll(() => server.close());

const explain = (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, work);
const context = (db: Database) => ({ db, clock: server.clock, reportingTimeZone: 'UTC' });
const viewer = { maySeeRequests: true };

const label = (labels: Record<string, string>, name = 'It is slow'): Promise<unknown> =>
  server.owner.query('update alerts set labels = $1, name = $2 where id = $3', [
    labels,
    name,
    newest.alert,
  ]);
const sourceOf = (kind: string, id: string): Promise<unknown> =>
  server.owner.query('update alerts set source_kind = $1, source_id = $2 where id = $3', [
    kind,
    id,
    newest.alert,
  ]);

/** There are 200 checks at most. */
const scannedOf = (queries: readonly ExplainedQuery[]): string[] =>
  queries.flatMap(({ scanned }) => scanned).filter((table) => !table.startsWith('check'));
const touchedOf = (queries: readonly ExplainedQuery[], prefix: string): number =>
  queries
    .flatMap(({ touched }) => Object.entries(touched))
    .filter(([table]) => table.startsWith(prefix))
    .reduce((sum, [, count]) => sum + count, 0);

it('the impact of an incident is four statements over rollups alone', async () => {
  await label({});
  const queries = await explain((db) => readIncidentImpact(context(db), newest.incident, viewer));
  expect(queries).toHaveLength(4);
  expect(scannedOf(queries)).toEqual([]);
  expect(touchedOf(queries, 'incident')).toBeLessThanOrEqual(10);
  expect(queries.map(({ touched }) => touched['api_metrics'])).toEqual(
    queries.map(() => undefined),
  );
  // Each minute twice, of all endpoints together.
  expect(touchedOf(queries, 'api_metrics_')).toBeLessThanOrEqual(2 * 3 * 60 + 10);
});

it('that of an endpoint takes one more, and no more rows', async () => {
  await label({ route: '/endpoint/7', handler: '/unknown' });
  const queries = await explain((db) => readIncidentImpact(context(db), newest.incident, viewer));
  expect(queries).toHaveLength(5);
  expect(scannedOf(queries)).toEqual([]);
  expect(touchedOf(queries, 'api_metrics_')).toBeLessThanOrEqual(2 * 3 * 60 + 20);
});

it('the requests that fired are five statements, a machine’s figures five at most', async () => {
  const read = () => explain((db) => readAlertMetric(context(db), newest.alert, viewer));
  await label({ route: '/endpoint/7' });
  const requests = await read();
  expect(requests).toHaveLength(5);
  expect(scannedOf(requests)).toEqual([]);
  await label({ route: '/unknown', instance: 'web-1:9100' }, 'HostHighCpuLoad');
  const machine = await read();
  expect(machine).toHaveLength(5);
  expect(scannedOf(machine)).toEqual([]);
  expect(touchedOf(machine, 'check_runs')).toBeLessThanOrEqual(20_000 / 4);
});

it('what a check measured is three statements over its own runs', async () => {
  const { rows } = await server.owner.query<{ id: string }>(
    `select id from checks where kind = 'memory'`,
  );
  await sourceOf('check', rows[0]?.id ?? '');
  const queries = await explain((db) => readAlertMetric(context(db), newest.alert, viewer));
  expect(queries).toHaveLength(3);
  for (const { scanned } of queries) expect(scanned).not.toContain('check_runs');
  expect(queries.flatMap(({ indexes }) => indexes)).toContain('check_runs_check');
});
