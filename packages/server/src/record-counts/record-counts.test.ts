import { ProductConfig, type RecordCount, type RecordCounts } from '@taffrail/contract';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import {
  createProductDatabase,
  type ProductDatabase,
} from '../../test/postgres/product-database.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { countRecords } from './jobs.ts';
import { readRecordCounts } from './record-counts.ts';
import { recordCounts } from './routes.ts';

const config = ProductConfig.parse({
  records: {
    companies: { table: 'companies' },
    tickets: { table: 'support.tickets', title: 'Support tickets', dropShare: 0.5 },
    leads: { table: 'odd "name' },
  },
});
let product: ProductDatabase;
let pool: pg.Pool;
let server: TestServer;
let viewer: Credential;

beforeAll(async () => {
  product = await createProductDatabase(`
    create table companies (id int);
    create schema support;
    create table support.tickets (id int) partition by range (id);
    create table support.tickets_one partition of support.tickets for values from (0) to (1000);
    create table "odd ""name" (id int);
    insert into companies select generate_series(1, 100);
    insert into support.tickets select generate_series(1, 40);`);
  ({ pool } = product);
  server = await startTestServer({ productDatabaseUrl: product.url, product: config });
  viewer = await server.operator('viewer');
});
afterAll(async () => {
  await server.close();
  await product.close();
});

const count = (from: pg.Pool = product.open()): Promise<void> =>
  countRecords({ ...server, productDatabase: from });

const read = async (): Promise<RecordCounts> =>
  (await server.inject('GET /api/v1/record-counts', { as: viewer })).body as RecordCounts;
const readModel = async (model: string): Promise<RecordCount | undefined> =>
  (await read()).models.find((one) => one.model === model);

describe('GET /api/v1/record-counts', () => {
  it('needs a session or a key, and its permission', async () => {
    expect((await server.inject('GET /api/v1/record-counts')).status).toBe(401);
    const finance = await server.operator('finance');
    const answer = await server.inject('GET /api/v1/record-counts', { as: finance });
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('knows nothing before the first count, which is not zero', async () => {
    const { state, models } = await read();
    expect(state).toBe('no_data');
    expect(models.map(({ model, title, count: of }) => [model, title, of])).toEqual([
      ['companies', 'Companies', null],
      ['tickets', 'Support tickets', null],
      ['leads', 'Leads', null],
    ]);
  });

  it('counts each model, partitions, schemas and odd names too', async () => {
    await count();
    const { state, models } = await read();
    expect(state).toBe('ok');
    expect(models.map((one) => [one.state, one.count, one.method, one.growth])).toEqual([
      ['ok', 100, 'exact', null],
      ['ok', 40, 'exact', null],
      ['ok', 0, 'exact', null],
    ]);
  });

  it('tells how it grew in seven days, of the latest count of each', async () => {
    for (const [days, rows] of [
      [1, 25],
      [6, 25],
      [1, 50],
    ] as const) {
      server.clock.advance({ days });
      await pool.query(`insert into companies select generate_series(1, ${rows})`);
      await count();
    }
    const companies = await readModel('companies');
    expect(companies?.growth).toEqual({
      since: '2026-11-22',
      difference: 75,
      rate: 0.6,
      previousDifference: null,
    });
    expect(companies?.series).toEqual([
      { day: '2026-11-21', count: 100, method: 'exact' },
      { day: '2026-11-22', count: 125, method: 'exact' },
      { day: '2026-11-28', count: 150, method: 'exact' },
      { day: '2026-11-29', count: 200, method: 'exact' },
    ]);
    expect(companies?.drop).toBeNull();
  });

  it('tells this week from the one before, where both of its ends are known', async () => {
    const days = [
      [14, 60],
      [7, 100],
      [3, 130],
      [0, 150],
    ];
    await server.owner.query(
      `insert into record_counts
         (day, model, count, method, highest, counted_at, attempted_at)
       select date '2026-12-31' - d.ago, 'companies', d.count, 'exact', d.count, now(), now()
       from json_to_recordset($1) as d (ago int, count bigint)`,
      [JSON.stringify(days.map(([ago, counted]) => ({ ago, count: counted })))],
    );
    const clock = { now: () => new Date('2026-12-31T10:00:00Z') };
    const counts = await readRecordCounts({ ...server, productDatabase: pool, clock });
    await server.owner.query(`delete from record_counts where day >= '2026-12-17'`);
    expect(counts.models[0]?.growth).toEqual({
      since: '2026-12-24',
      difference: 50,
      rate: 0.5,
      previousDifference: 40,
    });
  });

  it('flags a sudden drop, against the highest of today and yesterday', async () => {
    await pool.query(`delete from companies where ctid in (select ctid from companies limit 50)`);
    await pool.query('delete from support.tickets where id <= 15');
    await count();
    expect(await readModel('companies')).toMatchObject({
      count: 150,
      drop: { from: 200, share: 0.25 },
    });
    // By less than the share that its configuration allows.
    expect(await readModel('tickets')).toMatchObject({ count: 25, drop: null });
    server.clock.advance({ days: 2 });
    await count();
    expect((await readModel('companies'))?.drop).toBeNull();
  });

  it('counts up to a limit and estimates above it, and says which', async () => {
    await pool.query('insert into support.tickets select 50 from generate_series(1, 100001)');
    await count();
    expect(await readModel('tickets')).toMatchObject({ count: 100_000, method: 'at_least' });
    await pool.query('analyze support.tickets');
    await count();
    expect(await readModel('tickets')).toMatchObject({ count: 100_026, method: 'estimated' });
    await pool.query('delete from support.tickets where id = 50');
    await count();
    // Another kind of number: that it is smaller tells of no fall.
    expect(await readModel('tickets')).toMatchObject({ count: 25, method: 'exact', drop: null });
  });

  it('says of a table that is gone that it is, and of no other', async () => {
    await pool.query('alter table companies rename to firms');
    await count();
    await pool.query('alter table firms rename to companies');
    expect((await read()).state).toBe('ok');
    expect(await readModel('companies')).toMatchObject({
      state: 'failing',
      failure: 'missing',
      count: 150,
    });
    expect((await readModel('leads'))?.state).toBe('ok');
  });

  it('gives up on a view that hangs, and counts the others', async () => {
    await pool.query(`alter table "odd ""name" rename to aside;
      create view "odd ""name" as select 1 as id from pg_sleep(60)`);
    await count(product.openImpatiently());
    await pool.query('drop view "odd ""name"; alter table aside rename to "odd ""name"');
    expect(await readModel('leads')).toMatchObject({ state: 'failing', failure: 'timed_out' });
    expect((await readModel('companies'))?.state).toBe('ok');
  });

  it('keeps what was known of a product that is away', async () => {
    await count(await product.openAway());
    const { state, models } = await read();
    expect(state).toBe('failing');
    for (const one of models)
      expect(one).toMatchObject({ failure: 'unreachable', method: 'exact' });
    expect(models[0]?.count).toBe(150);
  });

  it('tells a product that is not configured from one that is not mapped', async () => {
    const context = { ...server, productDatabase: undefined };
    expect((await readRecordCounts(context)).state).toBe('not_configured');
    const mapless = { ...server, productDatabase: pool, product: {} };
    expect(await readRecordCounts(mapless)).toMatchObject({ state: 'not_mapped', models: [] });
  });

  it('reads days by the primary key', async () => {
    await server.owner.query(
      `insert into record_counts
         (day, model, count, method, highest, counted_at, attempted_at)
       select date '2026-11-20' + d, 'other' || m, 1, 'exact', 1, now(), now()
       from generate_series(0, 40) as d, generate_series(1, 100) as m`,
    );
    await server.owner.query('vacuum analyze record_counts');
    const queries = await explainQueries(server.urls.app, (db) =>
      readRecordCounts({ ...server, productDatabase: pool, db }),
    );
    expect(queries).toHaveLength(1);
    expect(queries[0]?.scanned).toEqual([]);
    expect(queries[0]?.touched['record_counts']).toBeLessThanOrEqual(3 * 30);
  });
});

describe('POST /api/v1/record-counts/run', () => {
  it('is for those who may run checks', async () => {
    const refused = await server.inject('POST /api/v1/record-counts/run', { as: viewer });
    expect(refused.error?.details).toMatchObject({ permission: 'checks.run' });
  });

  it('counts in a job, and is in the audit log', async () => {
    const operator = await server.operator('operator');
    await pool.query('insert into companies values (1)');
    for (const _ of ['once', 'twice']) {
      const answer = await server.inject('POST /api/v1/record-counts/run', { as: operator });
      expect(answer.status).toBe(204);
    }
    const { rows } = await server.owner.query(
      `select count(*) as count from graphile_worker.jobs where task_identifier = 'count_records'`,
    );
    expect(rows).toEqual([{ count: 1 }]);
    await runJobs(server, { productDatabase: product.open() });
    expect((await readModel('companies'))?.count).toBe(151);
    const entries = await readAudit(server, 'record_counts.requested');
    expect(entries).toHaveLength(2);
  });
});

describe('the cron', () => {
  it('asks every minute and counts every ten', async () => {
    const [item] = recordCounts.cron ?? [];
    const countIfDue = async (): Promise<void> => {
      await server.owner.query(`select graphile_worker.add_job('count_records', $1)`, [
        JSON.stringify(item?.payload),
      ]);
      await runJobs(server, { productDatabase: product.open() });
    };
    await pool.query('insert into companies values (1)');
    await countIfDue();
    expect((await readModel('companies'))?.count).toBe(151);
    server.clock.advance({ minutes: 10 });
    await countIfDue();
    expect((await readModel('companies'))?.count).toBe(152);
  });
});
