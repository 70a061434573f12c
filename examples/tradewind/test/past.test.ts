import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRollupDrift } from '../../../packages/server/test/figures/rollup-drift.ts';
import { dayMs, hourMs } from '../src/traffic/durations.ts';
import type { PastRecord } from '../src/traffic/past/past-record.ts';
import {
  introduceCustomers,
  settlePast,
  tellPast,
  tellSubscriptions,
  type NewestTold,
} from '../src/traffic/past/past.ts';
import { relive } from '../src/traffic/past/relive.ts';
import { createSender, type Sender } from '../src/traffic/past/send-records.ts';
import { stretchesOf, wholePast, type Stretch } from '../src/traffic/past/stretches.ts';
import { openWorld, type Progress, type Told } from '../src/traffic/past/worlds.store.ts';
import { createWorld } from '../src/traffic/world/create-world.ts';
import type { World } from '../src/traffic/world/customer.ts';
import { password } from './sign-up.ts';
import { startProduct, type Product } from './start-product.ts';

const seed = 'a test';

let product: Product;
/** Of all kinds of customers, but small ones. */
let world: World;
let warnings: string[];
const going = new AbortController().signal;
beforeAll(async () => {
  product = await startProduct();
  const beginsAt = product.console.clock.now().getTime();
  const whole = createWorld({ seed, beginsAt, until: beginsAt });
  const customers = whole.customers.filter(({ people }) => people.length < 6).slice(0, 6);
  world = { ...whole, customers };
  warnings = [];
  await openWorld(product.database, seed, new Date(beginsAt));
});
afterAll(() => product.close());

const createTestSender = (signal: AbortSignal): Sender =>
  createSender({
    taffrail: { url: product.consoleUrl, key: product.ingestKey },
    signal,
    warn: (message) => warnings.push(message),
  });

const progress = (): Promise<Progress> => openWorld(product.database, seed, new Date());

/** Breaks it off in that stretch, after so many visits of it. */
const tell = async (told: Told, stop?: { stretch: number; afterVisits: number }) => {
  const { database: pool } = product;
  const stopping = new AbortController();
  const { signal } = stopping;
  const senderFor = (stretch: number): Sender => {
    const sender = createTestSender(signal);
    let visits = 0;
    return {
      flush: () => sender.flush(),
      send: async (records) => {
        visits += 1;
        if (stop?.stretch === stretch && visits > stop.afterVisits) stopping.abort();
        signal.throwIfAborted();
        await sender.send(records);
      },
    };
  };
  const clock = { now: () => world.beginsAt };
  await tellPast({ pool, world, clock, signal }, senderFor, told);
};

const nothing: Told = { stretches: 0, customers: 0 };

interface Stored {
  readonly actions: number;
  readonly logs: number;
  readonly subscriptions: number;
  /** Calls of models, runs, stages and scores. */
  readonly work: number;
  readonly requests: number;
  /** Which the stored ones stand for. */
  readonly requestsMade: number;
}

const countStored = async (): Promise<Stored> => {
  const { rows } = await product.console.owner.query<Stored>(
    `select (select count(*)::int from activity_log) as actions,
       (select count(*)::int from system_logs where organization_id is not null) as logs,
       (select count(distinct (organization_id, at))::int from told_subscriptions) as subscriptions,
       (select count(*)::int from (
         select id from ai_job_runs union all select id from pipeline_runs
         union all select id from stage_executions union all select id from scores) w) as work,
       count(*)::int as requests,
       coalesce(sum(count), 0)::int as "requestsMade" from api_metrics`,
  );
  return (
    rows[0] ?? { actions: 0, logs: 0, subscriptions: 0, work: 0, requests: 0, requestsMade: 0 }
  );
};

const workKinds: ReadonlySet<string> = new Set([
  'ai_job',
  'pipeline_run',
  'stage_execution',
  'score',
]);

const recordsOf = (stretch: Stretch): PastRecord[] =>
  world.customers.flatMap((customer) => [...relive(world, customer, stretch)].flat());

/** What there is to be told. */
const countTold = (stretch = wholePast(world.beginsAt)): Stored => {
  const records = recordsOf(stretch);
  const oldest = world.beginsAt - 30 * dayMs;
  const timed = records.filter((record) => record.kind !== 'subscription');
  expect(timed.filter(({ createdAt }) => Date.parse(createdAt) < oldest)).toEqual([]);
  const requests = records.flatMap((record) =>
    record.kind === 'api_request' && Date.parse(record.createdAt) > oldest + hourMs ? [record] : [],
  );
  return {
    actions: records.filter(({ kind }) => kind === 'activity').length,
    logs: records.filter(({ kind }) => kind === 'log').length,
    subscriptions: records.filter(({ kind }) => kind === 'subscription').length,
    work: records.filter(({ kind }) => workKinds.has(kind)).length,
    requests: requests.length,
    requestsMade: requests.reduce((sum, { count }) => sum + count, 0),
  };
};

describe('the past that Taffrail is told', () => {
  it('is in stretches that leave nothing out and have nothing twice', () => {
    const ids = (records: readonly PastRecord[]): string[] =>
      records.flatMap(({ kind, id }) => (kind === 'subscription' ? [] : [id])).sort();
    const parts = stretchesOf(world.beginsAt);
    expect(ids(parts.flatMap(recordsOf))).toEqual(ids(recordsOf(wholePast(world.beginsAt))));
  });

  it('begins with the last two days of all customers', async () => {
    await expect(tell(nothing, { stretch: 1, afterVisits: 0 })).rejects.toThrow();
    const from = world.beginsAt - 2 * dayMs;
    expect(await countStored()).toEqual(countTold({ from, until: world.beginsAt }));
    expect(await progress()).toMatchObject({ toldAt: null, told: { stretches: 1, customers: 0 } });
  });

  it('can be broken off in the middle, and is continued with the customer it was at', async () => {
    const before = await countStored();
    await expect(tell((await progress()).told, { stretch: 1, afterVisits: 150 })).rejects.toThrow();
    const { told } = await progress();
    expect(told.stretches).toBe(1);
    expect(told.customers).toBeGreaterThan(0);
    expect(told.customers).toBeLessThan(world.customers.length);
    const { actions } = await countStored();
    expect(actions).toBeGreaterThan(before.actions);
    expect(actions).toBeLessThan(countTold().actions);

    await tell(told);
    expect(await countStored()).toEqual(countTold());
    expect(await progress()).toMatchObject({ toldAt: expect.any(Date) });
  });

  it('is counted once when it is told again from the beginning', async () => {
    await tell(nothing);
    expect(await countStored()).toEqual(countTold());
    expect(await findRollupDrift(product.console.owner)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('has customers and people with names', async () => {
    const { database: pool, console } = product;
    const clock = { now: () => world.beginsAt };
    const past = { pool, world, clock, signal: going };
    await introduceCustomers(past, createTestSender(going));
    await tellSubscriptions(past, createTestSender(going));
    const { rows } = await console.owner.query<{ unnamed: number }>(
      `select (select count(*)::int from organizations where name is null)
         + (select count(*)::int from users where email is null) as unnamed`,
    );
    expect(rows).toEqual([{ unnamed: 0 }]);
    expect(warnings).toEqual([]);
  });

  it('has a year of subscriptions, of who pays an invoice and of who did', async () => {
    const { rows } = await product.console.owner.query<{ customers: number; since: Date }>(
      `select count(distinct organization_id)::int as customers, min(at) as since
       from told_subscriptions`,
    );
    const paying = world.customers.filter(
      ({ terms, plan, planChanges }) =>
        terms.paysBy === 'invoice' &&
        (plan !== 'free' || planChanges.some(({ at }) => at < world.beginsAt)),
    );
    expect(paying.length).toBeGreaterThan(0);
    const formerCustomers = 7;
    expect(rows[0]?.customers).toBe(paying.length + formerCustomers);
    expect(rows[0]?.since.getTime()).toBeLessThan(world.beginsAt - 365 * dayMs);
  });
});

describe("Tradewind's own past", () => {
  const settle = async (settledCustomers: number, newest?: NewestTold): Promise<string[]> => {
    const { database: pool } = product;
    const clock = { now: () => world.beginsAt };
    const settled: string[] = [];
    await settlePast(
      { pool, world, clock, signal: going },
      settledCustomers,
      ({ id }) => settled.push(id),
      newest,
    );
    return settled;
  };

  it('is in its tables, once, with customers who can sign in', async () => {
    const sent: object[] = [];
    const sender: Sender = { send: async (some) => void sent.push(...some), flush: async () => {} };
    // The first is told of already.
    expect(await settle(0, { sender, customers: 1 })).toEqual(world.customers.map(({ id }) => id));
    const [newest = wholePast(world.beginsAt)] = stretchesOf(world.beginsAt);
    expect(sent).toEqual(
      world.customers.slice(1).flatMap((customer) => [...relive(world, customer, newest)].flat()),
    );
    const { settledCustomers, told } = await progress();
    expect(told).toEqual({ stretches: 0, customers: world.customers.length });
    expect(settledCustomers).toBe(world.customers.length);
    expect(await settle(settledCustomers)).toEqual([]);

    const [{ owner } = { owner: undefined }] = world.customers;
    const body = { email: owner?.email, password: 'made up, as they are' };
    const { status, body: answer } = await product.ask('POST /api/sessions', { body });
    expect(status).toBe(201);
    const { items } = (await product.ask('GET /api/leads', { token: answer.token })).body;
    expect(items).not.toEqual([]);
    const wrong = { ...body, password };
    expect((await product.ask('POST /api/sessions', { body: wrong })).status).toBe(401);
  });
});
