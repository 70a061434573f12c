import { ProductConfig, type SubscriptionTableState } from '@taffrail/contract';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startDatabaseProxy } from '../../test/postgres/database-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openProductDatabase } from '../open-product-database.ts';
import { createLogger } from '../platform/log.ts';
import { toProductId } from '../platform/ids.ts';
import { readTable } from './read-table.ts';

const log = createLogger({ level: 'silent' });
const mapping = {
  table: 'billing.subscriptions',
  id: 'id',
  organization: 'company_id',
  status: 'state',
  statuses: { live: 'active', over: 'canceled' },
  amount: 'price_cents',
  amountUnit: 'minor',
  quantity: 'seats',
  currency: 'currency',
  interval: 'every',
  plan: 'plan',
  country: 'country',
  startedAt: 'started_at',
  trialEndsAt: 'trial_until',
  cancelAt: 'ends_at',
  canceledAt: 'ended_at',
  updatedAt: 'updated_at',
} as const;
const configured = (over: object = {}) =>
  ProductConfig.parse({ revenue: { currency: 'eur' }, subscriptions: { ...mapping, ...over } });

let database: TestDatabase;
let product: pg.Client;
let server: TestServer;
let finance: Credential;
beforeAll(async () => {
  database = await createTestDatabase();
  product = new pg.Client({ connectionString: database.ownerUrl });
  await product.connect();
  server = await startTestServer({
    product: configured(),
    productDatabaseUrl: database.ownerUrl,
    now: '2026-11-21T10:00:00Z',
  });
  finance = await server.operator('finance');
});
afterAll(async () => {
  await server.close();
  await product.end();
  await database.drop();
});
beforeEach(async () => {
  await server.owner.query(
    `delete from settings where key = 'subscription_table';
     truncate subscriptions, subscription_events, revenue_movements, revenue_daily, revenue_cohorts`,
  );
  await product.query(
    `drop schema if exists billing cascade;
     create schema billing;
     create table billing.subscriptions (
       id int primary key, company_id text not null, state text not null, price_cents int,
       seats int not null default 1, currency text not null default 'EUR',
       every text not null default 'month', plan text, country text,
       started_at timestamptz not null,
       trial_until timestamptz, ends_at timestamptz, ended_at timestamptz,
       updated_at timestamptz not null default '2026-11-20T10:00:00Z'
     )`,
  );
});

const add = (rows: string) =>
  product.query(
    `insert into billing.subscriptions (id, company_id, state, price_cents, started_at) ${rows}`,
  );
const read = async (config = configured(), url = database.ownerUrl): Promise<void> => {
  const pool = openProductDatabase(url, log);
  try {
    await readTable({ ...server, product: config, productDatabase: pool }, undefined);
  } finally {
    await pool?.end();
  }
};
const movements = async () => {
  const { rows } = await server.owner.query(
    `select to_char(at at time zone 'UTC', 'MM-DD') as day, kind, amount::float8, currency,
       is_reconstructed as concluded
     from revenue_movements order by at, customer_id`,
  );
  return rows.map((row) => [
    row.day,
    row.kind,
    row.amount,
    ...(row.concluded ? ['concluded'] : []),
  ]);
};
const state = async (): Promise<SubscriptionTableState> =>
  (await server.inject('GET /api/v1/subscription-table', { as: finance })).body;

describe('GET /api/v1/subscription-table', () => {
  it('is for those who see revenue', async () => {
    expect((await server.inject('GET /api/v1/subscription-table')).status).toBe(401);
    const answer = await server.inject('GET /api/v1/subscription-table', {
      as: await server.operator('viewer'),
    });
    expect(answer.error?.details).toMatchObject({ permission: 'revenue.read' });
  });

  it('knows nothing before it was read, and then when it was', async () => {
    expect(await state()).toMatchObject({ state: 'no_data', table: 'billing.subscriptions' });
    await read();
    const now = server.clock.now().toISOString();
    expect(await state()).toMatchObject({ state: 'ok', readAt: now, failure: null });
  });

  it('says which column is missing, and is well again once it is there', async () => {
    await product.query('alter table billing.subscriptions rename column plan to tier');
    await read();
    expect(await state()).toMatchObject({
      state: 'failing',
      failure: 'missing',
      message: 'column subscriptions.plan does not exist',
      readAt: null,
    });
    await product.query('alter table billing.subscriptions rename column tier to plan');
    await read();
    expect(await state()).toMatchObject({ state: 'ok', failure: null, message: null });
  });

  it('says that the table is missing, and that nobody answers', async () => {
    await product.query('drop table billing.subscriptions');
    await read();
    expect(await state()).toMatchObject({ state: 'failing', failure: 'missing' });
    const proxy = await startDatabaseProxy({ url: database.ownerUrl });
    await proxy.close();
    await read(configured(), proxy.urlOf(database.ownerUrl));
    expect(await state()).toMatchObject({ state: 'failing', failure: 'unreachable' });
  });

  it('counts rows that cannot be read, and says why of one; the others count', async () => {
    await add(`values (1, 'a', 'live', 1000, '2026-11-01'), (2, 'b', 'dozing', 1000, '2026-11-01'),
      (3, 'c', 'live', null, '2026-11-01')`);
    await read();
    const { unreadable, state: how } = await state();
    expect(how).toBe('ok');
    expect(unreadable.count).toBe(2);
    expect(unreadable.sample).toMatchObject({ id: '2', reason: expect.stringContaining('status') });
    expect(await movements()).toEqual([['11-01', 'new', 10, 'concluded']]);
  });
});

describe("the product's own table of subscriptions", () => {
  it('tells what customers pay, and since when', async () => {
    await add(`values (1, 'acme', 'live', 12000, '2026-10-01')`);
    await product.query(
      `update billing.subscriptions
       set every = 'quarterly', seats = 2, plan = 'pro', country = 'de '`,
    );
    await read();
    expect(await movements()).toEqual([['10-01', 'new', 80, 'concluded']]);
    const { rows } = await server.owner.query(
      'select external_id, customer_id, told_by, plan, country, currency from subscriptions',
    );
    const customer_id = toProductId('organization', 'acme');
    const places = { plan: 'pro', country: 'DE', currency: 'eur' };
    expect(rows).toEqual([
      { external_id: 'product:1', customer_id, told_by: 'product', ...places },
    ]);
    // What is no code says nothing; nobody pays less for that.
    await product.query(`update billing.subscriptions set country = 'Germany', updated_at = now()`);
    await read();
    const again = await server.owner.query('select country from subscriptions');
    expect(again.rows).toEqual([{ country: null }]);
  });

  it('tells of what ended before anybody looked, and of trials', async () => {
    await add(`values (1, 'a', 'over', 1000, '2026-08-01'), (2, 'b', 'live', 2000, '2026-09-01')`);
    await product.query(
      `update billing.subscriptions set ended_at = '2026-10-01' where id = 1;
       update billing.subscriptions set trial_until = '2026-09-15' where id = 2`,
    );
    await read();
    expect(await movements()).toEqual([
      ['08-01', 'new', 10, 'concluded'],
      ['09-15', 'new', 20, 'concluded'],
      ['10-01', 'churn', -10, 'concluded'],
    ]);
  });

  it('is read for what changed, also by those who committed late', async () => {
    await add(`values (1, 'a', 'live', 1000, '2026-10-01'), (2, 'b', 'live', 1000, '2026-10-01')`);
    await product.query(
      `update billing.subscriptions set updated_at = '2026-11-20T09:00:00Z' where id = 1`,
    );
    await read();
    server.clock.advance({ minutes: 1 });
    await product.query(
      `update billing.subscriptions set price_cents = 3000, updated_at = '2026-11-20T09:55:00Z'
       where id = 1;
       update billing.subscriptions set state = 'over', ended_at = '2026-11-21T10:00:30Z',
         updated_at = '2026-11-21T10:00:30Z' where id = 2`,
    );
    await add(`values (3, 'c', 'live', 500, '2026-11-21T10:00:45Z')`);
    await product.query(
      `update billing.subscriptions set updated_at = '2026-11-21T10:00:45Z' where id = 3`,
    );
    await read();
    expect((await movements()).slice(2)).toEqual([
      ['11-20', 'expansion', 20],
      ['11-21', 'churn', -10],
      ['11-21', 'new', 5],
    ]);
    const { rows } = await server.owner.query(
      'select count(*)::int as count from subscription_events',
    );
    await read();
    const again = await server.owner.query(
      'select count(*)::int as count from subscription_events',
    );
    expect(again.rows).toEqual(rows);
  });

  it('is read whole every ten minutes where no column tells what changed', async () => {
    const whole = configured({ updatedAt: undefined });
    await add(`select n, 'c' || n, 'live', 1000, '2026-10-01' from generate_series(1, 1100) n`);
    await read(whole);
    expect(await movements()).toHaveLength(1_100);
    await product.query(`update billing.subscriptions set price_cents = 1500 where id = 1100`);
    server.clock.advance({ minutes: 2 });
    await read(whole);
    expect(await movements()).toHaveLength(1_100);
    server.clock.advance({ minutes: 8 });
    await read(whole);
    expect((await movements()).at(-1)).toEqual(['11-21', 'expansion', 5]);
    const { rows } = await server.owner.query(
      'select count(*)::int as count from subscription_events',
    );
    expect(rows).toEqual([{ count: 1_101 }]);
  });

  it('is read by a job that never fails, and writes nothing there', async () => {
    await add(`values (1, 'a', 'live', 1000, '2026-10-01')`);
    await read(configured({ table: 'billing.nothing' }));
    await read();
    expect(await movements()).toHaveLength(1);
    expect((await product.query('select * from billing.subscriptions')).rows).toHaveLength(1);
  });
});
