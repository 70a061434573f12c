import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeActivity, makeOrganization, makeUser } from '../make.ts';
import { startTestServer, type TestServer } from '../server.ts';
import {
  executableFunctions,
  listTables,
  specialPowers,
  tablePrivileges,
  type TablePrivilege,
} from './catalogue.ts';

/**
 * What a member of a customer organization may reach. Whoever adds a table that members read adds
 * it here, with the column that says whose row it is, and rows of two organizations below.
 */
const readable: Readonly<Record<string, { whose: string }>> = {
  active_users_daily: { whose: 'organization_id' },
  activity_daily: { whose: 'organization_id' },
  activity_hourly: { whose: 'organization_id' },
  activity_log: { whose: 'organization_id' },
  memberships: { whose: 'organization_id' },
  organizations: { whose: 'id' },
  // Belongs to organizations through memberships.
  users: { whose: '(select organization_id from memberships m where m.user_id = users.id)' },
};

/** Members' privileges that need no policy of their own: none so far. */
const allowed: ReadonlySet<string> = new Set();

const leaksAmong = (privileges: readonly TablePrivilege[]): string[] =>
  privileges
    .filter(({ table, verb, isPartition, isPoliced, columns }) => {
      const hasOrganization = columns.includes('organization_id') || table in readable;
      const isRight = verb === 'SELECT' && isPoliced && hasOrganization && !isPartition;
      return !isRight && !allowed.has(`${verb} ${table}`);
    })
    .map(({ table, verb }) => `${verb} ${table}`);

const role = 'taffrail_member';
let server: TestServer;
let member: pg.Client;
let tables: string[];
const organizations: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  for (const name of ['Acme', 'Bolt']) {
    const { id: organizationId } = await makeOrganization(server, { name });
    const { id: userId } = await makeUser(server, { name: `${name}'s user`, organizationId });
    await makeActivity(server, [{ organizationId, userId }]);
    organizations.push(organizationId);
  }
  tables = await listTables(server.owner);
  member = new pg.Client({ connectionString: server.urls.member });
  await member.connect();
});
afterAll(async () => {
  await member.end();
  await server.close();
});

/** As the server does it: the organization is set for one transaction, before any query. */
const as = async <T extends pg.QueryResultRow>(organizationId: string | undefined, sql: string) => {
  await member.query('begin');
  try {
    if (organizationId !== undefined)
      await member.query(`select set_config('taffrail.organization_id', $1, true)`, [
        organizationId,
      ]);
    return (await member.query<T>(sql)).rows;
  } finally {
    await member.query('rollback');
  }
};

const refusal = async (sql: string): Promise<unknown> => {
  const [acme] = organizations;
  return as(acme, sql).then(
    () => 'done',
    (error: pg.DatabaseError) => error.code,
  );
};
const insufficientPrivilege = '42501';

describe('by the catalogue, a member', () => {
  it('reads only under a policy of its own, by the parent and within an organization', async () => {
    const privileges = await tablePrivileges(server.owner, role);
    expect(leaksAmong(privileges)).toEqual([]);
    expect(privileges.map(({ table }) => table)).toEqual(Object.keys(readable).sort());
  });

  it('calls no function and has no power beside what it was granted', async () => {
    expect(await executableFunctions(server.owner, role)).toEqual([]);
    expect(await specialPowers(server.owner, role)).toEqual([]);
  });

  it.each([
    ['a table without an organization', 'grant select on settings to taffrail_member'],
    ['one column of it', 'grant select (key) on settings to taffrail_member'],
    ['a table that everybody reads', 'grant select on api_keys to public'],
    ['writing', 'grant update (name) on organizations to taffrail_member'],
    ['a view', 'create view v as select * from users; grant select on v to taffrail_member'],
    [
      'a table without policy',
      'create table t (organization_id uuid); grant select on t to taffrail_member',
    ],
    [
      'a policy for everybody',
      `create table t (organization_id uuid); grant select on t to taffrail_member;
       alter table t enable row level security; create policy p on t using (true)`,
    ],
    [
      'a policy that is not in force',
      `create table t (organization_id uuid); grant select on t to taffrail_member;
       create policy p on t to taffrail_member using (true)`,
    ],
    ['row-level security off', 'alter table activity_log disable row level security'],
    [
      'a partition',
      `do $$ begin execute format('grant select on %s to taffrail_member', (
         select inhrelid::regclass from pg_inherits where inhparent = 'activity_log'::regclass limit 1
       )); end $$`,
    ],
  ])('would be caught with %s', async (_, sql) => {
    const client = await server.owner.connect();
    try {
      await client.query('begin');
      await client.query(sql);
      expect(leaksAmong(await tablePrivileges(client, role))).toHaveLength(1);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('with rows of two organizations in every table, a member', () => {
  it.each(Object.entries(readable))('sees its own of %s only', async (table, { whose }) => {
    const [acme = '', bolt = ''] = organizations;
    const owners = `select distinct ${whose} as id from ${table} where ${whose} is not null`;
    const all = await server.owner.query<{ id: string }>(owners);
    expect(new Set(all.rows.map(({ id }) => id))).toEqual(new Set([acme, bolt]));
    for (const organizationId of [acme, bolt])
      expect(await as(organizationId, owners)).toEqual([{ id: organizationId }]);
  });

  it.each(Object.entries(readable))('sees nothing of %s as nobody', async (table, { whose }) => {
    const count = `select count(*)::int as count from (select ${whose} from ${table}) as rows`;
    for (const nobody of [undefined, '', '00000000-0000-7000-8000-000000000000'])
      expect(await as(nobody, count)).toEqual([{ count: 0 }]);
  });

  it('is nobody again once the transaction has ended', async () => {
    await as(organizations[0], 'select 1');
    const { rows } = await member.query('select id from organizations');
    expect(rows).toEqual([]);
  });

  it('reads no other table, nor columns that identify a device or an address', async () => {
    const others = tables.filter((table) => !(table in readable));
    expect(others).toContain('operators');
    for (const table of others)
      expect.soft(await refusal(`select 1 from ${table}`), table).toBe(insufficientPrivilege);
    for (const column of ['ip_address', 'user_agent', 'session_id'])
      expect(await refusal(`select ${column} from activity_log`)).toBe(insufficientPrivilege);
    expect(await refusal('select email from users')).toBe(insufficientPrivilege);
  });

  it('reads no partition', async () => {
    const { rows } = await server.owner.query<{ name: string }>(
      'select inhrelid::regclass::text as name from pg_inherits join pg_class on oid = inhrelid ' +
        `where relkind = 'r'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { name } of rows)
      expect.soft(await refusal(`select 1 from ${name}`), name).toBe(insufficientPrivilege);
  });

  it('writes to no table', async () => {
    for (const table of tables)
      for (const sql of [
        `insert into ${table} default values`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        expect.soft(await refusal(sql), sql).toBe(insufficientPrivilege);
    expect(await refusal(`update organizations set name = 'Mine'`)).toBe(insufficientPrivilege);
    expect(await refusal('create table mine ()')).toBe(insufficientPrivilege);
  });

  it('calls no function that runs as the owner, and becomes no other role', async () => {
    const { rows } = await server.owner.query<{ call: string }>(
      `select format('select %s(%s)', oid::regproc, (
         select string_agg('null::' || format_type(t, null), ', ')
         from unnest(proargtypes) as t
       )) as call
       from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const { call } of rows) expect.soft(await refusal(call), call).toBe(insufficientPrivilege);
    for (const other of ['taffrail_app', 'taffrail_ingest', 'postgres'])
      expect(await refusal(`set role ${other}`)).toBe(insufficientPrivilege);
  });
});
