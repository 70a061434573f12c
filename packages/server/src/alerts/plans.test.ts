import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Database } from '../platform/db/database.ts';
import { readChain } from './chain/read-chain.ts';
import { readAlertPart } from './reading/alerts.store.ts';
import { accessTo } from './reading/conditions.sql.ts';
import { readAlert } from './reading/read-alerts.ts';
import { toAlert } from './reading/to-alert.ts';

let server: TestServer;
const alerts = 50_000;
const sourceId = '01938f00-0000-7000-8000-00000000a1e7';

/** Half a year of alerts: a few fire, flap or are alone; each tenth incident has a hundred. */
beforeAll(async () => {
  server = await startTestServer();
  const { owner } = server;
  await owner.query(
    `insert into incidents (id, number, title, severity, state, opened_at, resolved_at,
       acknowledged_at)
     select md5('incident ' || n)::uuid, n, 'It is slow', 'warning', 'resolved',
       $1::timestamptz - n * interval '40 minutes', $1, null
     from generate_series(1, 5000) as n`,
    [server.clock.now()],
  );
  await owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity, status,
       labels, annotations, service, is_acknowledged_by_sender, started_at, ended_at, first_seen_at,
       last_seen_at, settled_at, occurrences, recent_starts, flapping_until, is_grouped, trace_id,
       version)
     select md5('alert ' || n)::uuid, 'alertmanager',
       case when n % 100 = 0 then $2::uuid else md5('source ' || n % 20)::uuid end, 'Prometheus',
       n::text, 'Alert' || n % 50, case when n % 60 = 7 then 'critical' else 'warning' end,
       case when n % 500 = 0 then 'firing' else 'resolved' end,
       jsonb_build_object('instance', 'web-' || n % 40), '{}', 'service ' || n % 30, false,
       at, case when n % 500 = 0 then null else at + interval '4 minutes' end, at, at, at, 3,
       array[at], case when n % 1000 = 0 then $1::timestamptz + interval '1 hour' end, n % 400 <> 1,
       md5('trace ' || n), 1
     from (
       select n, $1::timestamptz - n * interval '4 minutes' as at
       from generate_series(1, ${alerts}) as n
     ) as made`,
    [server.clock.now(), sourceId],
  );
  await owner.query(
    `insert into incident_alerts (incident_id, alert_id, source_kind, source_id, name, severity,
       status, joined_at, changed_at)
     select md5('incident ' || 1 + n / 10)::uuid, md5('alert ' || n)::uuid, 'alertmanager', $1,
       'Alert', 'warning', 'resolved', now(), now()
     from generate_series(1, ${alerts - 10}) as n
     where n % 400 <> 1`,
    [sourceId],
  );
  await owner.query('vacuum analyze alerts, incidents, incident_alerts');
}, 60_000);
afterAll(() => server.close());

const explain = (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, work);
const idOf = async (kind: 'alert' | 'incident', n: number): Promise<string> => {
  const { rows } = await server.owner.query<{ id: string }>('select md5($1)::uuid as id', [
    `${kind} ${n}`,
  ]);
  return rows[0]?.id ?? '';
};

it.each([
  ['all', {}, 'alerts_latest'],
  ['those that fire', { status: 'firing' }, 'alerts_status'],
  ['those of a severity', { severity: 'critical' }, 'alerts_severity'],
  ['those of a source', { sourceId }, 'alerts_source'],
  ['those of a service', { service: 'service 7' }, 'alerts_service'],
  ['those of a name', { name: 'Alert7' }, 'alerts_name'],
  ['those without an incident', { incidentId: 'none' }, 'alerts_ungrouped'],
  ['those that flap', { flapping: 'yes' }, 'alerts_flapping'],
] as const)('a page of %s is read in order from an index', async (_, filter, index) => {
  const now = server.clock.now();
  const access = accessTo(filter, now);
  expect(access.rest).toEqual([]);
  const stretch = { from: undefined, to: undefined, after: undefined };
  const queries = await explain(async (db) => {
    const size = { look: 51, want: 51 };
    const { rows } = await readAlertPart(db, access, stretch, size);
    expect(rows.map((row) => toAlert(row, now)).length).toBeGreaterThan(40);
  });
  expect(queries).toHaveLength(1);
  for (const { indexes, scanned, touched, sortedRows } of queries) {
    expect(indexes).toContain(index);
    expect(scanned).toEqual([]);
    expect(touched['alerts']).toBeLessThanOrEqual(60);
    expect(touched['incident_alerts'] ?? 0).toBeLessThanOrEqual(60);
    expect(sortedRows).toBeLessThanOrEqual(110);
  }
});

it('the alerts of a trace and of an incident are found by it', async () => {
  const now = server.clock.now();
  const stretch = { from: undefined, to: undefined, after: undefined };
  const incidentId = await idOf('incident', 12);
  for (const filter of [{ traceId: 'no such trace' }, { incidentId }]) {
    const [query] = await explain((db) =>
      readAlertPart(db, accessTo(filter, now), stretch, { look: 51, want: 51 }),
    );
    expect(query?.scanned).toEqual([]);
    expect(query?.touched['alerts'] ?? 0).toBeLessThanOrEqual(30);
  }
});

it('an alert is read in three statements by its id', async () => {
  const id = await idOf('alert', 700);
  const queries = await explain((db) => readAlert({ db, clock: server.clock }, id));
  expect(queries).toHaveLength(3);
  for (const { scanned, touched } of queries) {
    expect(scanned).toEqual([]);
    expect(touched['alerts'] ?? 0).toBeLessThanOrEqual(10);
  }
});

it.each(['alert', 'incident'] as const)(
  'the chain of an %s takes four statements',
  async (place) => {
    const id = await idOf(place, 12);
    const queries = await explain((db) => readChain(db, { place, id }));
    expect(queries).toHaveLength(4);
    for (const { scanned } of queries) expect(scanned).toEqual([]);
  },
);
