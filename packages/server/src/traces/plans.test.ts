import { permissionsOf } from '@taffrail/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Caller } from '../access/caller.ts';
import type { Database } from '../platform/db/database.ts';
import { lookUp } from './lookup/look-up.ts';
import { readTrace } from './reading/read-trace.ts';

const rows = 15_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  const { owner } = server;
  // Ten records a trace, over the three weeks before.
  const record = `'2026-11-20T10:00:00Z'::timestamptz - n / 10 * interval '20 min' as created_at,
    'trace-' || n / 10 as trace_id`;
  const from = `from (select n, ${record} from generate_series(0, ${rows}) as n) as r`;
  await owner.query(
    `insert into spans (created_at, received_at, trace_id, span_id, name, kind, service,
       duration_us, status, resource_id)
     select created_at, created_at, trace_id, lpad(to_hex(n), 16, '0'), 'work', 'internal', 'shop', 900, 'ok',
       gen_random_uuid() ${from}`,
  );
  await owner.query(
    `insert into activity_log (created_at, received_at, id, action, category, trace_id)
     select created_at, created_at, gen_random_uuid(), 'lead.created', 'lead', trace_id ${from}`,
  );
  await owner.query(
    `insert into system_logs (created_at, received_at, id, level, source, message, trace_id)
     select created_at, created_at, gen_random_uuid(), 'info', 'job', 'Done', trace_id ${from}`,
  );
  await owner.query(
    `insert into api_metrics (created_at, id, endpoint, method, status_code, response_time_ms,
       count, trace_id)
     select created_at, gen_random_uuid(), '/leads', 'GET', 200, 5, 1, trace_id ${from}`,
  );
  await owner.query('vacuum analyze');
}, 120_000);
afterAll(() => server.close());

const caller: Caller = {
  kind: 'operator',
  id: '0192f3a4-5b6c-7d8e-9f01-23456789abcd',
  label: 'plans',
  role: 'owner',
  permissions: new Set(permissionsOf('owner')),
  session: undefined,
};

const explain = (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, work);

/** What is large is not read from end to end. */
const expectByIndex = (queries: readonly ExplainedQuery[]): void => {
  for (const { scanned, touched } of queries) {
    expect(scanned).toEqual([]);
    for (const count of Object.values(touched)) expect(count).toBeLessThan(100);
  }
};

it('a trace is read by an index of each layer', async () => {
  const queries = await explain((db) => readTrace({ db, clock: server.clock }, 'trace-77', caller));
  expect(queries).toHaveLength(12);
  expectByIndex(queries);
});

it.each([
  ['a trace', 'trace-77', 5],
  ['a span', '0000000000003039', 6],
  ['an id', '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45', 18],
  ['a number', '#1042', 1],
  ['an address', 'ada@example.com', 1],
  ['a commit', '8c1f0d2', 5],
])('what %s belongs to is found by indexes', async (_, id, statements) => {
  const queries = await explain((db) => lookUp({ db }, id, caller));
  expectByIndex(queries);
  expect(queries.length).toBeLessThanOrEqual(statements);
});
