import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeActivity } from '../make.ts';
import { startTestServer, type TestServer } from '../server.ts';
import {
  executableFunctions,
  listTables,
  publicPrivileges,
  specialPowers,
  tablePrivileges,
} from './catalogue.ts';

/** What operators' requests may change; everything else they may at most read. */
const writable: Readonly<Record<string, string>> = {
  alert_events: 'INSERT SELECT',
  alert_run_starts: 'INSERT SELECT',
  alert_runs: 'INSERT SELECT UPDATE',
  alerts: 'SELECT UPDATE',
  analysis_runs: 'SELECT UPDATE',
  api_keys: 'INSERT SELECT UPDATE',
  audit_log: 'INSERT SELECT',
  budgets: 'DELETE INSERT SELECT UPDATE',
  bulk_action_rows: 'INSERT SELECT',
  bulk_actions: 'INSERT SELECT UPDATE',
  check_states: 'INSERT SELECT UPDATE',
  checks: 'INSERT SELECT UPDATE',
  heartbeat_pings: 'INSERT SELECT',
  heartbeats: 'INSERT SELECT UPDATE',
  inbox: 'INSERT SELECT UPDATE',
  incident_alerts: 'DELETE INSERT SELECT UPDATE',
  incident_events: 'INSERT SELECT',
  incident_keys: 'INSERT SELECT UPDATE',
  incidents: 'INSERT SELECT UPDATE',
  load_tests: 'SELECT UPDATE',
  model_prices: 'INSERT SELECT UPDATE',
  notification_channels: 'INSERT SELECT UPDATE',
  notification_routes: 'DELETE INSERT SELECT UPDATE',
  notifications: 'INSERT SELECT UPDATE',
  operator_credentials: 'INSERT SELECT UPDATE',
  operator_invites: 'INSERT SELECT UPDATE',
  operator_sessions: 'DELETE INSERT SELECT UPDATE',
  operators: 'INSERT SELECT UPDATE',
  recosting_changes: 'DELETE SELECT',
  recostings: 'INSERT SELECT UPDATE',
  saved_views: 'DELETE INSERT SELECT UPDATE',
  search_terms: 'SELECT UPDATE',
  settings: 'INSERT SELECT UPDATE',
  sources: 'INSERT SELECT UPDATE',
  told_subscriptions: 'SELECT UPDATE',
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await makeActivity(server, [{ action: 'user.signup' }]);
});
afterAll(() => server.close());

const refusal = async (url: string, sql: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql).then(
      () => 'done',
      (error: pg.DatabaseError) => error.code,
    );
  } finally {
    await client.end();
  }
};
const insufficientPrivilege = '42501';

describe('operators’ requests', () => {
  it('read tables, and write what operators may change', async () => {
    const verbsOf: Record<string, string[]> = {};
    for (const { table, verb } of await tablePrivileges(server.owner, 'taffrail_app'))
      (verbsOf[table] ??= []).push(verb);
    for (const [table, verbs] of Object.entries(verbsOf))
      expect.soft(verbs.join(' '), table).toBe(writable[table] ?? 'SELECT');
    expect(verbsOf['activity_log']).toEqual(['SELECT']);
    expect(Object.keys(verbsOf)).toEqual(expect.arrayContaining(Object.keys(writable)));
  });

  it.each(['update activity_log set action = action', 'delete from activity_log'])(
    'cannot rewrite what the product did: %s',
    async (sql) => {
      expect(await refusal(server.urls.app, sql)).toBe(insufficientPrivilege);
    },
  );

  it.each([
    `update audit_log set action = 'x.y'`,
    'delete from audit_log',
    'truncate audit_log',
    'drop table audit_log',
  ])('cannot rewrite what operators did: %s', async (sql) => {
    expect(await refusal(server.urls.app, sql)).toBe(insufficientPrivilege);
  });

  it('see all rows of tables under row-level security', async () => {
    const { rows } = await server.owner.query<{ name: string }>(
      `select relname as name from pg_class
       where relrowsecurity and not relispartition and relnamespace = 'public'::regnamespace`,
    );
    for (const { name } of rows)
      expect
        .soft(
          (await tablePrivileges(server.owner, 'taffrail_app')).find(({ table }) => table === name),
          name,
        )
        .toMatchObject({ isPoliced: true });
  });

  it('call no function and have no power beside what they were granted', async () => {
    expect(await executableFunctions(server.owner, 'taffrail_app')).toEqual([
      'enqueue_job',
      'record_alert_runs',
    ]);
    expect(await specialPowers(server.owner, 'taffrail_app')).toEqual([]);
  });
});

describe('ingest', () => {
  it('inserts into the raw tables and reads nothing anywhere', async () => {
    const privileges = await tablePrivileges(server.owner, 'taffrail_ingest');
    expect(privileges.map(({ table, verb }) => `${verb} ${table}`)).toEqual([
      'INSERT activity_log',
      'INSERT api_metrics',
    ]);
    for (const table of await listTables(server.owner))
      expect
        .soft(await refusal(server.urls.ingest, `select 1 from ${table}`), table)
        .toBe(insufficientPrivilege);
  });

  it('calls its own functions, and steps over row-level security only to copy', async () => {
    const functions = await executableFunctions(server.owner, 'taffrail_ingest');
    expect(functions.every((name) => name.startsWith('ingest_'))).toBe(true);
    expect(await specialPowers(server.owner, 'taffrail_ingest')).toEqual(['bypassrls']);
  });
});

describe('everybody', () => {
  it('may call no function, read no table and create nothing', async () => {
    expect(await publicPrivileges(server.owner)).toEqual([]);
  });

  it('is caught when somebody forgets to revoke what Postgres gives by itself', async () => {
    const client = await server.owner.connect();
    try {
      await client.query('begin');
      await client.query('create function f() returns int language sql as $$ select 1 $$');
      expect(await publicPrivileges(client)).toEqual(['f()']);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('is kept out of functions that run as their owner by a fixed search path', async () => {
    const { rows } = await server.owner.query(
      `select oid::regprocedure::text as name from pg_proc
       where prosecdef and pronamespace = 'public'::regnamespace
         and not coalesce(proconfig && array['search_path=pg_catalog, public, pg_temp'], false)`,
    );
    expect(rows).toEqual([]);
  });
});
