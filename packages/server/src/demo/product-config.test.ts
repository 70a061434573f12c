import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Integrity, RecordCounts } from '@taffrail/contract';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { openProductDatabase } from '../open-product-database.ts';
import { createPool } from '../platform/db/database.ts';
import { createLogger } from '../platform/log.ts';
import { loadProductConfig } from '../product-config.ts';
import { createDemo } from './demo.ts';
import { startPastCounts } from './past-counts.ts';

const migrations = new URL('../../../../examples/tradewind/migrations/', import.meta.url);
const log = createLogger({ level: 'silent' });
const name = `tradewind_${randomBytes(6).toString('hex')}`;
let console: TestServer;
let database: pg.Pool;
let url: string;
let productDatabase: pg.Pool | undefined;
const demo = createDemo('postgres://localhost/x', 'x');

beforeAll(async () => {
  const product = await loadProductConfig(demo.productConfig);
  console = await startTestServer({ product, productDatabaseUrl: 'postgres://nobody@localhost/x' });
  await console.owner.query(`create database ${name}`);
  url = Object.assign(new URL(console.urls.owner), { pathname: `/${name}` }).href;
  database = createPool({ url, name: 'tradewind', max: 1, log, statementTimeoutMs: 0 });
  for (const file of (await readdir(migrations)).toSorted())
    await database.query(await readFile(new URL(file, migrations), 'utf8'));
  productDatabase = openProductDatabase(url, log);
});
afterAll(async () => {
  await productDatabase?.end();
  await database.end();
  await console.owner.query(`drop database ${name} with (force)`);
  await console.close();
});

const runAs = async (what: 'record-counts' | 'integrity'): Promise<Credential> => {
  const operator = await console.operator('operator');
  await console.inject(`POST /api/v1/${what}/run`, { as: operator });
  await runJobs(console, { productDatabase });
  return operator;
};

it('maps tables that Tradewind has', async () => {
  const operator = await runAs('record-counts');
  const { body } = await console.inject('GET /api/v1/record-counts', { as: operator });
  const { state, models } = body as RecordCounts;
  expect(state).toBe('ok');
  expect(models.map(({ title, count, failure }) => [title, count, failure])).toEqual(
    ['Companies', 'Users', 'Tickets', 'Jobs', 'Invoices', 'Leads'].map((title) => [title, 0, null]),
  );
});

it('runs its load test against where Tradewind listens', async () => {
  const product = await loadProductConfig(demo.productConfig);
  const elsewhere = createDemo('postgres://localhost/x', 'x', 12_345).pointHere(product);
  const urls = elsewhere.loadTests?.map(({ run }) => run?.url);
  expect(urls).toEqual([undefined, 'http://127.0.0.1:12345']);
  expect({ ...elsewhere, loadTests: [] }).toEqual({ ...product, loadTests: [] });
});

it('finds what Tradewind leaves behind: members without a user, invoices of what was closed', async () => {
  const { rows } = await database.query<{ id: string }>(
    `insert into organizations (name, country, time_zone, locale)
     values ('Acme', 'DE', 'UTC', 'en') returning id`,
  );
  const organization = rows[0]?.id;
  await database.query(
    `insert into members (organization_id, user_id, role) values ($1, gen_random_uuid(), 'owner')`,
    [organization],
  );
  await database.query(
    `insert into invoices (organization_id, description, amount_usd)
     values (gen_random_uuid(), 'Pro', 10), ($1, 'Pro', 10)`,
    [organization],
  );
  const operator = await runAs('integrity');
  const { body } = await console.inject('GET /api/v1/integrity', { as: operator });
  const { run, checks } = body as Integrity;
  const { rows: declared } = await database.query<{ count: number }>(
    `select count(*) as count from pg_constraint where contype = 'f'`,
  );
  const total = Number(declared[0]?.count);
  expect(total).toBeGreaterThan(20);
  expect(run?.declared).toEqual({ checked: total, total });
  expect(run?.configured).toEqual({ checked: 3, total: 3 });
  const wrong = checks.filter(({ latest }) => latest.count !== 0);
  expect(wrong.map(({ title, latest }) => [title, latest.severity, latest.count])).toEqual([
    ['Orphaned company members', 'warning', 1],
    ['Orphaned invoices', 'warning', 1],
  ]);
});

it('knows what it would have counted on the days before, once Tradewind has its past', async () => {
  const { clock, reportingTimeZone: timeZone } = console;
  const daysAgo = (days: number): Date => new Date(clock.now().getTime() - days * 86_400_000);
  await database.query(
    `insert into users (email, name, created_at)
     select format('%s@tradewind.example', at), 'Ada', at from unnest($1::timestamptz[]) as at`,
    [[40, 10, 5, 5.1, 0].map(daysAgo)],
  );
  await database.query(
    `insert into made_up_worlds (seed, begins_at, settled_at) values ('a test', now(), now())`,
  );
  const pastCounts = startPastCounts(
    { ...demo, readerUrl: url },
    { ownerUrl: console.urls.owner, timeZone, clock, log },
  );
  onTestFinished(() => pastCounts.stop());
  const viewer = await console.operator('viewer');
  const users = async () => {
    const { body } = await console.inject('GET /api/v1/record-counts', { as: viewer });
    return (body as RecordCounts).models.find(({ model }) => model === 'users');
  };
  await expect.poll(async () => (await users())?.series.length, { timeout: 10_000 }).toBe(30);
  // Those of today are counted by the job, which is asked to do so at once.
  await runJobs(console, { productDatabase });
  const counts = (await users())?.series.map(({ count }) => count);
  expect(counts).toEqual([...Array(19).fill(1), ...Array(5).fill(2), ...Array(5).fill(4), 5]);
  expect((await users())?.growth).toMatchObject({ difference: 3 });
});
