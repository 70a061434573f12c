import { ProductConfig, type Integrity, type IntegrityCheckDetail } from '@taffrail/contract';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import {
  createProductDatabase,
  type ProductDatabase,
} from '../../test/postgres/product-database.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { readIntegrity, readIntegrityCheck } from './integrity.ts';
import { runChecks } from './run-checks.ts';

const config = ProductConfig.parse({
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
        link: 'https://shop.test/invoices/{id}/edit',
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

let product: ProductDatabase;
let pool: pg.Pool;
let server: TestServer;
let viewer: Credential;

beforeAll(async () => {
  product = await createProductDatabase(schema);
  ({ pool } = product);
  server = await startTestServer({ productDatabaseUrl: product.url, product: config });
  viewer = await server.operator('viewer');
});
beforeEach(() => server.clock.advance({ hours: 1 }));
afterAll(async () => {
  await server.close();
  await product.close();
});

const run = (from: pg.Pool = product.open()): Promise<void> =>
  runChecks({ ...server, productDatabase: from });

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
    // Of those alike, what the configuration names comes first.
    expect(checks.map(({ kind }) => kind)).toEqual([
      'foreign_key',
      'check',
      'reference',
      'foreign_key',
      'foreign_key',
    ]);
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

  it('is judged by thresholds that somebody set, and by its own again after a reset', async () => {
    const title = 'Invoices of nothing';
    const operator = await server.operator('operator');
    const { id, thresholds } = await readCheck(title);
    expect(thresholds).toEqual({
      defaults: { warnAbove: 0, errorAbove: 100 },
      areSet: false,
      version: 0,
    });
    const put = async (body: object, as = operator) =>
      server.inject(`PUT /api/v1/integrity/${id}/thresholds`, { as, body });
    const strict = { version: 0, thresholds: { warnAbove: 0, errorAbove: 1 } };
    const refused = await put(strict, viewer);
    expect(refused.error?.details).toMatchObject({ permission: 'checks.manage' });
    const crossed = { version: 0, thresholds: { warnAbove: 2, errorAbove: 1 } };
    expect((await put(crossed)).error?.code).toBe('invalid_request');
    expect((await put(strict)).status).toBe(204);
    server.clock.advance({ minutes: 1 });
    await runJobs(server, { productDatabase: product.open() });
    expect(await readCheck(title)).toMatchObject({
      warnAbove: 0,
      errorAbove: 1,
      latest: { severity: 'error', count: 2 },
      thresholds: { areSet: true, version: 1, defaults: { errorAbove: 100 } },
    });
    const late = await put({ version: 0, thresholds: { warnAbove: 5, errorAbove: 5 } });
    expect(late.status).toBe(409);
    expect(late.error?.message).toMatch(/@.* changed these thresholds at 20/);
    // Another run keeps them, whatever the configuration says.
    server.clock.advance({ hours: 1 });
    await run();
    expect((await readCheck(title)).latest.severity).toBe('error');
    expect((await put({ version: 1, thresholds: null })).status).toBe(204);
    server.clock.advance({ hours: 1 });
    await runJobs(server, { productDatabase: product.open() });
    expect(await readCheck(title)).toMatchObject({
      errorAbove: 100,
      latest: { severity: 'warning' },
      thresholds: { areSet: false, version: 2 },
    });
    const [reset] = await readAudit(server, 'integrity.thresholds_reset');
    expect(reset).toMatchObject({
      before: { name: title, warnAbove: 0, errorAbove: 1 },
      after: { name: title, warnAbove: 0, errorAbove: 100 },
    });
  });

  it('gives the ids that a page shows as a file, and keeps who took it', async () => {
    const { id, title } = await readCheck('Invoices of nothing');
    const path = `GET /api/v1/integrity/${id}/affected-rows`;
    const finance = await server.operator('finance');
    expect((await server.inject(path, { as: finance })).status).toBe(403);
    const answer = await server.inject(path, { as: viewer });
    expect(answer.headers['content-disposition']).toMatch(/invoices-of-nothing-affected-rows-\d/);
    expect(answer.text).toBe(
      'id,url\r\n500,https://shop.test/invoices/500/edit\r\n501,https://shop.test/invoices/501/edit\r\n',
    );
    const [entry] = await readAudit(server, 'integrity.rows_exported');
    expect(entry).toMatchObject({ after: { name: title, rows: 2 } });
  });

  it('lists all affected rows as they are now, page by page', async () => {
    const { id } = await readCheck('Orphaned invoices');
    const path = `GET /api/v1/integrity/${id}/rows`;
    expect((await server.inject(path, { as: await server.operator('finance') })).status).toBe(403);
    // Since the latest run.
    await pool.query(
      'insert into shop.invoices select n, 9, 1 from generate_series(601, 605) as n',
    );
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor && { cursor }) };
      const { body } = await server.inject(path, { as: viewer, query });
      expect(body).toMatchObject({ failure: null, asOf: server.clock.now().toISOString() });
      pages.push(body.items.map((row: { id: string; url: string | null }) => row.id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(pages).toEqual([['601', '602'], ['603', '604'], ['605']]);
    await pool.query('delete from shop.invoices where id > 600');
    const { body } = await server.inject(path, { as: viewer });
    expect(body.items).toEqual([]);
    const odd = await server.inject(path, { as: viewer, query: { cursor: 'AA' } });
    expect(odd.error?.code).toBe('invalid_cursor');
  });

  it('links rows, reads those of a declared key, and says why it cannot', async () => {
    const given = await readCheck('Invoices of nothing');
    const { body } = await server.inject(`GET /api/v1/integrity/${given.id}/rows`, { as: viewer });
    expect(body.items[0]).toEqual({ id: '500', url: 'https://shop.test/invoices/500/edit' });
    const declared = await readCheck(links);
    const path = `GET /api/v1/integrity/${declared.id}/rows`;
    const { body: ofLinks } = await server.inject(path, { as: viewer });
    expect(ofLinks.items).toEqual([
      { id: '1', url: null },
      { id: '3', url: null },
    ]);
    await pool.query('alter table shop.invoices rename to kept');
    const gone = await server.inject(`GET /api/v1/integrity/${given.id}/rows`, { as: viewer });
    const file = await server.inject(`GET /api/v1/integrity/${given.id}/affected-rows`, {
      as: viewer,
    });
    await pool.query('alter table shop.kept rename to invoices');
    expect(gone.body).toMatchObject({ items: [], nextCursor: null, failure: 'missing' });
    expect(file.status).toBe(503);
  });

  it('tells how far it has come, while that takes its time', async () => {
    const client = await pool.connect();
    // Each of the five waits for it in vain.
    await client.query('begin; lock table shop.companies, shop.links, shop.invoices');
    const running = run(product.openImpatiently());
    await expect
      .poll(async () => (await read()).underWay, { timeout: 10_000 })
      .toMatchObject({ at: server.clock.now().toISOString(), total: 5 });
    expect((await read()).underWay?.checked).toBeGreaterThan(0);
    await running;
    await client.query('rollback');
    client.release();
    expect((await read()).underWay).toBeNull();
  });

  it('does not call ok what timed out, and remembers since when it was wrong', async () => {
    const before = await readCheck('Invoices of nothing');
    await pool.query(`alter table shop.invoices rename to kept;
      create view shop.invoices as select k.* from shop.kept k, pg_sleep(60)`);
    await run(product.openImpatiently());
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
    const name = `reader_${new URL(product.url).pathname.slice(1)}`;
    await pool.query(`create role ${name} login password 'x'; grant usage on schema shop to ${name};
      grant select on shop.jobs, shop.companies to ${name}`);
    const reader = Object.assign(new URL(product.url), { username: name, password: 'x' });
    server.clock.advance({ hours: 1 });
    await run(product.open(reader.href));
    await pool.query(`drop owned by ${name}; drop role ${name}`).catch(() => undefined);
    expect((await readCheck('Orphaned invoices')).latest.failure).toBe('not_allowed');
    expect((await read()).run?.declared).toEqual({ checked: 1, total: 3 });
  });

  it('knows nothing of a product that is away, and says so', async () => {
    await run(await product.openAway());
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
    const checks = [{ ...config.integrity?.checks[0], name: 'evil', title: 'Evil', sql }];
    const evil = ProductConfig.parse({ integrity: { checks } });
    await pool.query('insert into shop.jobs ("company; id") values (1)');
    await runChecks({ ...server, product: evil, productDatabase: product.open() });
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
    // The latest run, the one under way, the checks, and their results.
    expect(queries).toHaveLength(4);
    const touched = queries.at(-1)?.touched['integrity_results'];
    expect(touched).toBeLessThanOrEqual(checks.length * 14);
  });
});

describe('GET /api/v1/integrity/:id', () => {
  it('knows no check of another id, nor ids of another kind', async () => {
    const none = '00000000-0000-7000-8000-000000000000';
    const unknown = await server.inject(`GET /api/v1/integrity/${none}`, { as: viewer });
    expect(unknown.error?.code).toBe('not_found');
    const odd = await server.inject('GET /api/v1/integrity/orphans', { as: viewer });
    expect(odd.error?.code).toBe('invalid_request');
  });

  it('reads two things, however many runs there were', async () => {
    await run();
    const { id } = await readCheck('Orphaned invoices');
    const queries = await explainQueries(server.urls.app, (db) =>
      readIntegrityCheck({ ...server, productDatabase: pool, db }, id),
    );
    expect(queries).toHaveLength(2);
    expect(queries.at(-1)?.touched['integrity_results']).toBeLessThanOrEqual(200);
    expect(queries.flatMap(({ scanned }) => scanned)).toEqual([]);
  });
});

describe('GET /api/v1/integrity/:id/export', () => {
  it('needs the permission of the page', async () => {
    await run();
    const { id } = await readCheck('Orphaned invoices');
    const finance = await server.operator('finance');
    const refused = await server.inject(`GET /api/v1/integrity/${id}/export`, { as: finance });
    expect(refused.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('gives the runs of a year, oldest first, and is in the audit log', async () => {
    await run();
    const { id, title } = await readCheck('Orphaned invoices');
    const answer = await server.inject(`GET /api/v1/integrity/${id}/export`, { as: viewer });
    expect(answer.headers['content-disposition']).toMatch(/orphaned-invoices-runs-to-\d/);
    const [header, ...lines] = answer.text.trimEnd().split('\r\n');
    expect(header).toBe('at,severity,count,durationMs,failure');
    expect(lines.some((line) => /,error,21,\d+,$/.test(line))).toBe(true);
    expect(lines.some((line) => /,unknown,,\d+,timed_out$/.test(line))).toBe(true);
    const moments = lines.map((line) => line.split(',')[0]);
    expect(moments).toEqual(moments.toSorted((a = '', b = '') => a.localeCompare(b)));
    const [entry] = await readAudit(server, 'integrity.exported');
    expect(entry).toMatchObject({ after: { name: title, rows: lines.length } });
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
    await runJobs(server, { productDatabase: product.open() });
    expect((await read()).run?.at).toBe(server.clock.now().toISOString());
    const { rows } = await server.owner.query('select from integrity_runs where created_at = $1', [
      server.clock.now(),
    ]);
    expect(rows).toHaveLength(1);
    expect(await readAudit(server, 'integrity.requested')).toHaveLength(2);
  });
});
