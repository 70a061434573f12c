import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { findAnalysisRow, listAnalysisRows, sumByProvider } from './analysis-runs.store.ts';
import { readEvidence } from './evidence/read-evidence.ts';

const now = '2026-11-21T09:57:13.123Z';
let server: TestServer;
let known: { id: string; run_id: string; alert_id: string; incident_id: string; trace_id: string };

/** Analyses, alerts and runs of checks of half a year, and errors of the last days: all of them many. */
beforeAll(async () => {
  server = await startTestServer({ now });
  const { owner } = server;
  await owner.query(
    `insert into incidents (id, title, state, severity, opened_at, resolved_at, acknowledged_at)
     select gen_random_uuid(), 'Incident ' || n, 'resolved', 'warning', at, at, at
     from generate_series(1, 4000) as n
     cross join lateral (select $1::timestamptz - n * interval '50 minutes' as at) as drawn`,
    [now],
  );
  await owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity,
       status, labels, annotations, service, is_acknowledged_by_sender, started_at, ended_at,
       first_seen_at, last_seen_at, settled_at, occurrences, recent_starts, is_grouped, version)
     select id, 'generic', id, 'A source', id::text, 'Alert ' || number % 200, 'warning',
       case when number % 20 = 0 then 'firing' else 'resolved' end, '{}', '{}',
       'service ' || number % 40, false, opened_at,
       case when number % 20 <> 0 then opened_at end, opened_at, opened_at, opened_at, 1,
       array[opened_at], true, 1
     from incidents`,
  );
  await owner.query(
    `insert into incident_alerts (incident_id, alert_id, source_kind, source_id, name, service,
       severity, status, joined_at, changed_at)
     select id, id, source_kind, source_id, name, service, severity, status, started_at, started_at
     from alerts`,
  );
  await owner.query(
    `insert into analysis_runs (created_at, id, run_id, alert_id, incident_id, trace_id, status,
       provider, purpose, input_tokens, output_tokens, cost_usd, read_ms, analyze_ms, rating,
       rated_at, rated_by)
     select at, gen_random_uuid(), gen_random_uuid(), i.id, i.id, md5(n::text),
       case when n % 50 = 0 then 'failed' else 'succeeded' end, 'rules', 'diagnosis', 0, 0,
       case when n % 100 = 0 then 0.06 else 0 end, 5, 1, rated.rating,
       case when rated.rating is not null then at end,
       case when rated.rating is not null then 'maria@example.com' end
     from generate_series(1, 20000) as n
     cross join lateral (select $1::timestamptz - n * interval '1 minute' as at) as drawn
     cross join lateral (select case when n % 70 = 0 then 'down' end as rating) as rated
     join (select id, row_number() over () as place from incidents) as i on i.place = 1 + n % 4000`,
    [now],
  );
  await owner.query(
    `insert into autofix_runs (id, created_at, received_at, trigger, outcome, title)
     select gen_random_uuid(), $1::timestamptz - n * interval '1 hour', now(), 'ci', 'skipped',
       'Attempt ' || n from generate_series(1, 3000) as n`,
    [now],
  );
  await owner.query('analyze');
  const { rows } = await owner.query(
    'select id, run_id, alert_id, incident_id, trace_id from analysis_runs limit 1',
  );
  known = rows[0];
}, 60_000);
afterAll(() => server.close());

const touchedBy = ({ touched }: ExplainedQuery): number =>
  Object.values(touched).reduce((sum, count) => sum + count, 0);
const page = { limit: 51, after: undefined };

it.each([
  ['all', {}],
  ['the failed', { status: 'failed' }],
  ['the expensive', { cost: 'expensive' }],
  ['the unrated', { rating: 'none' }],
  ['the wrong', { rating: 'down' }],
  ['those of a provider', { provider: 'rules' }],
] as const)('%s are found by an index in their order', async (_, filter) => {
  const queries = await explainQueries(server.urls.app, (db) =>
    listAnalysisRows(db, filter, { ...page, now: new Date(now) }),
  );
  expect(queries).toHaveLength(1);
  for (const query of queries) {
    expect(query.scanned).toEqual([]);
    expect(query.touched['analysis_runs'] ?? 0).toBeLessThan(200);
  }
});

it('those of an incident, a run and a trace, and a single one, are a few rows', async () => {
  const { incident_id: incidentId, run_id: runId, trace_id: traceId, id } = known;
  for (const filter of [{ incidentId }, { runId }, { traceId }]) {
    const queries = await explainQueries(server.urls.app, (db) =>
      listAnalysisRows(db, filter, { ...page, now: new Date(now) }),
    );
    for (const query of queries) expect(touchedBy(query)).toBeLessThan(50);
  }
  const [one] = await explainQueries(server.urls.app, (db) => findAnalysisRow(db, id));
  expect(one && touchedBy(one)).toBeLessThan(10);
});

it('figures are read from days', async () => {
  const range = { from: new Date('2026-11-15T00:00:00Z'), to: new Date(now) };
  const queries = await explainQueries(server.urls.app, (db) => sumByProvider(db, range, 'UTC'));
  expect(queries).toHaveLength(1);
  expect(queries[0]?.scanned).not.toContain('analysis_runs');
});

it('evidence is a bounded number of statements, each by an index and up to a limit', async () => {
  const run = { id: known.run_id, alertId: known.alert_id, incidentId: known.incident_id };
  const queries = await explainQueries(server.urls.owner, (db) =>
    readEvidence(db, { run, now: new Date(now) }),
  );
  expect(queries.length).toBeGreaterThan(8);
  expect(queries.length).toBeLessThanOrEqual(13);
  for (const query of queries) {
    // Of checks there are few: they are read from end to end.
    expect(query.scanned.filter((table) => !['checks', 'check_states'].includes(table))).toEqual(
      [],
    );
    expect(touchedBy(query)).toBeLessThan(1_000);
  }
});
