import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Database } from '../platform/db/database.ts';
import { readHeartbeats } from './heartbeats/read-heartbeats.ts';
import { keptSince, readChecks, readHistory } from './reading/read-checks.ts';
import { listRuns, readRun } from './reading/read-runs.ts';

const timeZone = 'Europe/Berlin';
const now = '2026-11-21T09:57:13.123Z';
const runs = 60_000;
const checks = 30;
let server: TestServer;
let oneRun = '';
let oneCheck = '';

/** Sixty days of runs, a failing check among those that are well, and what they add up to. */
const fill = `
  insert into checks (
    id, kind, name, every_minutes, failures_before_alert, is_enabled, config, version, created_at,
    updated_at
  )
  select gen_random_uuid(), 'http', 'Check ' || n, 1, 1, true,
    '{"kind":"http","url":"https://example.com/"}', 1, $1, $1
  from generate_series(1, ${checks}) as n;`;
const states = `
  insert into check_states (check_id, next_run_at, result)
  select id, $1, case when name in ('Check 1', 'Check 2') then 'critical' else 'ok' end
  from checks where kind = 'http'`;
const history = `
  with numbered as (
    select id, row_number() over (order by name) as n, name from checks where kind = 'http'
  )
  insert into check_runs (
    created_at, id, check_id, kind, name, result, message, value, duration_ms, host, cause
  )
  select $1::timestamptz - i * interval '86 seconds', gen_random_uuid(), c.id, 'http', c.name,
    case when c.name = 'Check 1' then 'critical' when i % 5000 = 0 then 'unknown'
      else 'ok' end,
    'As it was.', 100, 100, 'vm', 'schedule'
  from generate_series(1, ${runs}) as i
  join numbered c on c.n = 1 + i % ${checks}`;
const sums = (table: string, bucket: string): string => `
  insert into ${table} (
    bucket, check_id, ok, warning, critical, unknown, measured, value_sum, value_max
  )
  select ${bucket}, check_id, count(*), 0, 0, 0, count(*), sum(value), max(value)
  from check_runs group by 1, 2`;

beforeAll(async () => {
  server = await startTestServer({ now, timeZone });
  const { owner } = server;
  // Of the past, too, which a new console has not.
  for (const table of ['check_runs', 'check_runs_hourly'])
    await owner.query(
      `create table ${table}_past partition of ${table}
       for values from ('2026-08-01') to ('2026-11-01')`,
    );
  await owner.query('delete from checks');
  await owner.query(fill.replaceAll('$1', `'${now}'`));
  await owner.query(states, [now]);
  await owner.query(history, [now]);
  await owner.query(sums('check_runs_hourly', `date_trunc('hour', created_at)`));
  await owner.query(sums('check_runs_daily', 'created_at::date'));
  await owner.query('vacuum analyze check_runs');
  await owner.query('analyze checks, check_states, check_runs_hourly, check_runs_daily');
  const { rows } = await owner.query<{ id: string; check_id: string }>(
    `select id, check_id from check_runs where name = 'Check 1' order by created_at desc limit 1`,
  );
  oneRun = rows[0]?.id ?? '';
  oneCheck = rows[0]?.check_id ?? '';
}, 60_000);
afterAll(() => server.close());

const explain = (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, work);
const context = (db: Database) => ({ db, clock: server.clock, reportingTimeZone: timeZone });
const most = (queries: readonly ExplainedQuery[], table: string): number =>
  Math.max(0, ...queries.map(({ touched }) => touched[table] ?? 0));

describe('a page of runs', () => {
  const page = { limit: 51, after: undefined, now: new Date(now) };
  it.each([
    ['all', {}, 1],
    ['of a check', { checkId: true }, 1],
    ['of a check that was bad', { checkId: true, result: 'critical' }, 1],
    ['that are unknown', { result: 'unknown' }, 1],
    ['of a kind', { kind: 'http' }, 1],
    ['that fail now', { condition: 'failing' }, 2],
    ['behind a page', { after: true }, 1],
  ] as const)('%s reads as many rows as it shows', async (_, asked, statements) => {
    const filter = {
      ...('checkId' in asked && { checkId: oneCheck }),
      ...('result' in asked && { result: asked.result }),
      ...('kind' in asked && { kind: asked.kind }),
      ...('condition' in asked && { condition: asked.condition }),
    };
    const after =
      'after' in asked
        ? { at: new Date('2026-10-20T00:00:00Z'), id: '00000000-0000-7000-8000-000000000000' }
        : undefined;
    const queries = await explain((db) => listRuns(db, filter, { ...page, after }));
    expect(queries).toHaveLength(statements);
    for (const { scanned } of queries) expect(scanned).not.toContain('check_runs');
    // Of two checks both bad results, a page of each.
    expect(most(queries, 'check_runs')).toBeLessThanOrEqual(4 * 51);
  });
});

it('a run with its neighbours reads some of its check', async () => {
  const queries = await explain((db) => readRun({ ...context(db), db }, oneRun));
  expect(queries.length).toBeLessThanOrEqual(6);
  for (const { scanned } of queries) expect(scanned).not.toContain('check_runs');
  expect(most(queries, 'check_runs')).toBeLessThanOrEqual(30);
});

it('all checks are read by twenty runs each and the days of ninety', async () => {
  const queries = await explain((db) => readChecks(context(db), {}));
  expect(queries).toHaveLength(3);
  for (const { scanned } of queries) expect(scanned).not.toContain('check_runs');
  // One more of some: where a month ends, the next is looked into.
  expect(most(queries, 'check_runs')).toBeLessThanOrEqual(checks * 21);
  expect(most(queries, 'check_runs_daily')).toBeLessThanOrEqual(checks * 91);
  expect(most(queries, 'check_runs_hourly')).toBeLessThanOrEqual(checks * 26);
});

it.each([
  ['24h', 'check_runs', 60],
  ['7d', 'check_runs_hourly', 7 * 24 + 1],
  ['30d', 'check_runs_hourly', 30 * 24 + 1],
  ['90d', 'check_runs_daily', 91],
] as const)('the history of %s is read from %s', async (range, table, rows) => {
  const queries = await explain((db) => readHistory(context(db), oneCheck, range));
  expect(queries).toHaveLength(4);
  for (const { scanned } of queries) expect(scanned).not.toContain('check_runs');
  expect(most(queries, table)).toBeLessThanOrEqual(rows);
});

it('heartbeats are read by two statements', async () => {
  const queries = await explain((db) =>
    readHeartbeats({ ...context(db), publicUrl: server.publicUrl }, true),
  );
  expect(queries).toHaveLength(2);
  expect(keptSince(new Date(now)).toISOString()).toBe('2026-08-23T09:57:13.123Z');
});
