import { ProductConfig, type Integrity, type IntegrityCheckDetail } from '@taffrail/contract';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startDatabaseProxy } from '../../test/database-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { explainQueries } from '../../test/explain.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openProductDatabase } from '../open-product-database.ts';
import { createPool } from '../platform/db/database.ts';
import { createLogger } from '../platform/log.ts';
import { readIntegrity } from './integrity.ts';
import { runChecks } from './run-checks.ts';

const log = createLogger({ level: 'silent' });
const product = ProductConfig.parse({
  integrity: {
    references: [
      {
        table: 'shop.invoices',
        column: 'company_id',
        references: { table: 'shop.companies', column: 'id' },
        title: 'Orphaned invoices',
        errorAbove: 20,
      },
      {
        table: 'shop.members',
        column: 'company_id',
        references: { table: 'shop.companies', column: 'id' },
        title: 'Orphaned company members',
        warnAbove: 1,
      },
    ],
    checks: [
      {
        name: 'free-invoices',
        title: 'Invoices of nothing',
        sql: 'select id from shop.invoices where amount = 0 -- of any company;',
        repair: 'delete from shop.invoices where amount = 0;',
      },
    ],
  },
});

/** Of its own schema, so that the tables of the template are no part of it. */
const schema = `
  drop schema public cascade;
  create schema shop;
  create table shop.companies (id int primary key);
  create table shop.members (
    company_id int not null references shop.companies, user_id int, primary key (company_id, user_id)
  );
  create table shop.jobs (
    id uuid primary key default gen_random_uuid(), "company; id" int references shop.companies
  );
  create table shop.pairs (a int, b int, primary key (a, b));
  create table shop.links (id int primary key, a int, b int);
  create table shop.invoices (id int primary key, company_id int not null, amount int not null)
    partition by range (id);
  create table shop.invoices_one partition of shop.invoices for values from (0) to (100000);
  insert into shop.companies values (1), (2);
  insert into shop.links values (1, 1, null), (2, null, null), (3, 1, 1);
  alter table shop.links add constraint links_pairs foreign key (a, b)
    references shop.pairs match full not valid;
  insert into shop.invoices select n, 1 + n % 2, n from generate_series(1, 50) as n;`;

let database: TestDatabase;
let pool: pg.Pool;
let server: TestServer;
let viewer: Credential;

const openWith = (statementTimeoutMs: number): pg.Pool =>
  createPool({ url: database.ownerUrl, name: 'product', max: 1, log, statementTimeoutMs });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openWith(0);
  await pool.query(schema);
  server = await startTestServer({ productDatabaseUrl: database.ownerUrl, product });
  viewer = await server.operator('viewer');
});
beforeEach(() => server.clock.advance({ hours: 1 }));
afterAll(async () => {
  await server.close();
  await pool.end();
  await database.drop();
});

const openAs = (url: string): pg.Pool => {
  const opened = openProductDatabase(url, log);
  if (!opened) throw new Error('There is an address.');
  onTestFinished(() => opened.end());
  return opened;
};
const run = (from?: pg.Pool): Promise<void> =>
  runChecks({ ...server, productDatabase: from ?? openAs(database.ownerUrl) });

const read = async (): Promise<Integrity> =>
  (await server.inject('GET /api/v1/integrity', { as: viewer })).body as Integrity;
const severities = async (): Promise<Record<string, unknown>> =>
  Object.fromEntries((await read()).checks.map(({ title, latest }) => [title, latest.severity]));
const readCheck = async (title: string): Promise<IntegrityCheckDetail> => {
  const { checks } = await read();
  const id = checks.find((check) => check.title === title)?.id;
  return (await server.inject(`GET /api/v1/integrity/${id}`, { as: viewer }))
    .body as IntegrityCheckDetail;
};

const links = 'shop.links.a, b → shop.pairs';
const jobs = 'shop.jobs.company; id → shop.companies';

describe('GET /api/v1/integrity', () => {
  it('needs a session or a key, and its permission', async () => {
    expect((await server.inject('GET /api/v1/integrity')).status).toBe(401);
    const finance = await server.operator('finance');
    const answer = await server.inject('GET /api/v1/integrity', { as: finance });
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('knows nothing before the first run', async () => {
    expect(await read()).toMatchObject({ state: 'no_data', run: null, checks: [] });
    const context = { ...server, productDatabase: undefined };
    expect((await readIntegrity(context)).state).toBe('not_configured');
  });

  it('checks what is declared, NOT VALID too, and what is configured', async () => {
    await run();
    const { state, run: latest, checks } = await read();
    expect(state).toBe('ok');
    expect(latest).toMatchObject({
      at: server.clock.now().toISOString(),
      declared: { checked: 3, total: 3 },
      configured: { checked: 2, total: 2 },
      failure: null,
    });
    expect(await severities()).toEqual({
      [links]: 'error',
      'Invoices of nothing': 'ok',
      'Orphaned invoices': 'ok',
      'Orphaned company members': 'nothing_to_check',
      [jobs]: 'nothing_to_check',
    });
    // Null in part is wrong for MATCH FULL, null in all is not.
    expect(checks[0]).toMatchObject({ title: links, kind: 'foreign_key', latest: { count: 2 } });
    expect(checks[0]?.definition).toContain('NOT VALID');
    // Declared and configured, it is checked once, by its own thresholds.
    expect(checks.find(({ title }) => title === 'Orphaned company members')).toMatchObject({
      kind: 'foreign_key',
      warnAbove: 1,
      errorAbove: 100,
    });
  });

  it('tells how bad it is by thresholds, and since when', async () => {
    const since = server.clock.now().toISOString();
    await pool.query(
      'insert into shop.invoices select n, 9, 1 from generate_series(101, 112) as n',
    );
    await run();
    expect(await readCheck('Orphaned invoices')).toMatchObject({
      latest: { severity: 'warning', count: 12 },
      affectedSince: since,
    });
    server.clock.advance({ hours: 1 });
    await pool.query(
      'insert into shop.invoices select n, 9, 1 from generate_series(113, 121) as n',
    );
    await run();
    const check = await readCheck('Orphaned invoices');
    expect(check).toMatchObject({
      latest: { severity: 'error', count: 21, failure: null },
      affectedSince: since,
    });
    expect(check.sampleIds).toHaveLength(10);
    expect(check.trend.map(({ severity }) => severity)).toEqual(['ok', 'warning', 'error']);
    expect(check.history.map(({ count }) => count)).toEqual([21, 12, 0]);
    expect((await read()).checks[0]?.latest.severity).toBe('error');
  });

  it('gives a SELECT that shows the rows, and a statement that would mend them', async () => {
    const { selectSql, repairSql } = await readCheck('Orphaned invoices');
    const { rows } = await pool.query(selectSql);
    expect(rows).toHaveLength(21);
    expect(rows[0]).toMatchObject({ company_id: 9 });
    await pool.query(repairSql ?? '');
    await pool.query('commit');
    await run();
    expect(await readCheck('Orphaned invoices')).toMatchObject({
      latest: { severity: 'ok', count: 0 },
      affectedSince: null,
      sampleIds: [],
    });
    // What may be null is emptied, not deleted.
    const ofJobs = await readCheck(jobs);
    expect(ofJobs.repairSql).toContain('set "company; id" = null');
    await pool.query(ofJobs.selectSql);
    await pool.query(ofJobs.repairSql ?? '');
    await pool.query('rollback');
  });

  it('runs the SQL of the configuration, whose last line may be a comment', async () => {
    await pool.query('insert into shop.invoices values (500, 1, 0), (501, 2, 0)');
    await run();
    expect(await readCheck('Invoices of nothing')).toMatchObject({
      kind: 'check',
      latest: { severity: 'warning', count: 2 },
      sampleIds: ['500', '501'],
      repairSql: 'delete from shop.invoices where amount = 0;',
    });
  });

  it('does not call ok what timed out, and remembers since when it was wrong', async () => {
    const before = await readCheck('Invoices of nothing');
    await pool.query(`alter table shop.invoices rename to kept;
      create view shop.invoices as select k.* from shop.kept k, pg_sleep(60)`);
    const impatient = openWith(300);
    onTestFinished(() => impatient.end());
    await run(impatient);
    await pool.query('drop view shop.invoices; alter table shop.kept rename to invoices');
    for (const title of ['Invoices of nothing', 'Orphaned invoices'])
      expect(await readCheck(title)).toMatchObject({
        latest: { severity: 'unknown', count: null, failure: 'timed_out' },
      });
    expect((await readCheck('Invoices of nothing')).affectedSince).toBe(before.affectedSince);
    expect((await read()).run).toMatchObject({
      declared: { checked: 3, total: 3 },
      configured: { checked: 0, total: 2 },
    });
    expect(await severities()).toMatchObject({ [links]: 'error', [jobs]: 'nothing_to_check' });
  });

  it('says what is missing or may not be read, of that check alone', async () => {
    await pool.query('alter table shop.invoices rename to kept');
    await run();
    await pool.query('alter table shop.kept rename to invoices');
    expect(await readCheck('Orphaned invoices')).toMatchObject({
      latest: { severity: 'unknown', failure: 'missing' },
      message: 'relation "shop.invoices" does not exist',
    });
    const name = `reader_${new URL(database.ownerUrl).pathname.slice(1)}`;
    await pool.query(`create role ${name} login password 'x'; grant usage on schema shop to ${name};
      grant select on shop.jobs, shop.companies to ${name}`);
    const reader = Object.assign(new URL(database.ownerUrl), { username: name, password: 'x' });
    server.clock.advance({ hours: 1 });
    await run(openAs(reader.href));
    await pool.query(`drop owned by ${name}; drop role ${name}`).catch(() => undefined);
    expect((await readCheck('Orphaned invoices')).latest.failure).toBe('not_allowed');
    expect((await read()).run?.declared).toEqual({ checked: 1, total: 3 });
  });

  it('knows nothing of a product that is away, and says so', async () => {
    const proxy = await startDatabaseProxy({ url: database.ownerUrl });
    onTestFinished(() => proxy.close());
    const away = openAs(proxy.urlOf(database.ownerUrl));
    proxy.cut();
    await run(away);
    const { state, run: latest, checks } = await read();
    expect(state).toBe('failing');
    expect(latest).toMatchObject({
      failure: 'unreachable',
      declared: { checked: 0, total: 3 },
      configured: { checked: 0, total: 2 },
    });
    expect(new Set(checks.map(({ latest: { severity } }) => severity))).toEqual(
      new Set(['unknown']),
    );
  });

  it('forgets what is not declared any more', async () => {
    await pool.query('alter table shop.links drop constraint links_pairs');
    const { id } = await readCheck(links);
    await run();
    expect(Object.keys(await severities())).not.toContain(links);
    const gone = await server.inject(`GET /api/v1/integrity/${id}`, { as: viewer });
    expect(gone.error?.code).toBe('not_found');
  });

  it('writes nothing to the product, whatever the configuration says', async () => {
    const sql = 'select id from shop.companies) as x; delete from shop.jobs; select (1';
    const checks = [{ ...product.integrity?.checks[0], name: 'evil', title: 'Evil', sql }];
    const evil = ProductConfig.parse({ integrity: { checks } });
    await pool.query('insert into shop.jobs ("company; id") values (1)');
    await runChecks({ ...server, product: evil, productDatabase: openAs(database.ownerUrl) });
    expect(await readCheck('Evil')).toMatchObject({ latest: { failure: 'failed' } });
    const { rows } = await pool.query('select from shop.jobs');
    expect(rows).toHaveLength(1);
  });

  it('reads what it shows by primary keys', async () => {
    await server.owner.query(
      `insert into integrity_results (check_id, created_at, severity, count, sample_ids, duration_ms)
       select c.id, '2026-11-21'::timestamptz + n * interval '5 minutes', 'ok', 0, '[]', 1
       from integrity_checks c, generate_series(1, 2000) as n on conflict do nothing`,
    );
    await server.owner.query('vacuum analyze integrity_results');
    const { checks } = await read();
    const queries = await explainQueries(server.urls.app, (db) =>
      readIntegrity({ ...server, productDatabase: pool, db }),
    );
    // The latest run, the checks, and their results.
    expect(queries).toHaveLength(3);
    const touched = queries.at(-1)?.touched['integrity_results'];
    expect(touched).toBeLessThanOrEqual(checks.length * 14);
  });
});

describe('POST /api/v1/integrity/run', () => {
  it('is for those who may run checks', async () => {
    const refused = await server.inject('POST /api/v1/integrity/run', { as: viewer });
    expect(refused.error?.details).toMatchObject({ permission: 'checks.run' });
  });

  it('runs in a job, once however often it is asked for, and is in the audit log', async () => {
    const operator = await server.operator('operator');
    for (const _ of ['once', 'twice'])
      expect((await server.inject('POST /api/v1/integrity/run', { as: operator })).status).toBe(
        204,
      );
    await runJobs(server, { productDatabase: openAs(database.ownerUrl) });
    expect((await read()).run?.at).toBe(server.clock.now().toISOString());
    const { rows } = await server.owner.query('select from integrity_runs where created_at = $1', [
      server.clock.now(),
    ]);
    expect(rows).toHaveLength(1);
    expect(await readAudit(server, 'integrity.requested')).toHaveLength(2);
  });
});
