import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Clock } from '../src/traffic/clock.ts';
import { startTraffic } from '../src/traffic/start-traffic.ts';
import { startProduct, type Product } from './start-product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** An hour in a quarter of a minute. */
const createFastClock = (speed = 240): Clock => {
  const startedAt = Date.now();
  return {
    now: () => startedAt + (Date.now() - startedAt) * speed,
    sleep: (ms, signal) => wait(Math.max(0, ms) / speed, undefined, { signal }),
  };
};

const connections = async (): Promise<number> => {
  const { rows } = await product.database.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  return rows[0]?.count ?? 0;
};

interface Seen {
  readonly actions: number;
  readonly endpoints: number;
  readonly told: number;
}

/** What reached Taffrail of the live traffic, and of the past. */
const see = async (since: Date): Promise<Seen> => {
  const { rows } = await product.console.owner.query<Seen>(
    `select count(*) filter (where created_at >= $1)::int as actions,
       count(*) filter (where created_at < $1)::int as told,
       (select count(distinct endpoint)::int from api_metrics
        where created_at >= $1 and organization_id is not null) as endpoints
     from activity_log`,
    [since],
  );
  return rows[0] ?? { actions: 0, endpoints: 0, told: 0 };
};

it('brings customers who act, tells their past meanwhile, and stops in the middle of it', async () => {
  const since = new Date();
  const warnings: unknown[] = [];
  const traffic = startTraffic({
    seed: 'a test',
    databaseUrl: product.databaseUrl,
    url: product.url,
    taffrail: { url: product.consoleUrl, key: product.ingestKey },
    log: { warn: (...given: unknown[]) => warnings.push(given) },
    clock: createFastClock(),
    established: 1,
    recordsPerSecond: 1_000,
  });
  await vi.waitFor(
    async () => {
      const { actions, endpoints, told } = await see(since);
      expect(actions).toBeGreaterThan(5);
      expect(endpoints).toBeGreaterThan(3);
      expect(told).toBeGreaterThan(500);
    },
    { timeout: 50_000, interval: 250 },
  );
  // As a client does that is stopped before it asks.
  const unused = connect(Number(new URL(product.url).port), '127.0.0.1');
  await once(unused, 'connect');
  await traffic.stop();
  expect(warnings).toEqual([]);

  const ended = once(unused, 'close');
  await product.stop();
  await ended;
  expect(await connections()).toBe(0);
  // What was on its way may still be stored; then nothing comes any more.
  await vi.waitFor(
    async () => {
      const seen = await see(since);
      await wait(1_000);
      expect(await see(since)).toEqual(seen);
    },
    { timeout: 8_000, interval: 1 },
  );
}, 70_000);

/** The process has to end by itself: no timer and no connection may be left to hold it. */
const withoutExit = 'data:text/javascript,process.exit = (code) => { process.exitCode = code; }';

const startMain = async (): Promise<ChildProcess> => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', withoutExit, main], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      TRADEWIND_DATABASE_URL: product.databaseUrl,
      TRADEWIND_TRAFFIC: 'on',
      TAFFRAIL_URL: product.consoleUrl,
      TAFFRAIL_INGEST_KEY: product.ingestKey,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
};

it('is part of the process that the environment asks for it, and goes when that is told to', async () => {
  const known = (await see(new Date())).told;
  const connected = await connections();
  const child = await startMain();
  await vi.waitFor(async () => expect((await see(new Date())).told).toBeGreaterThan(known), {
    timeout: 25_000,
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await connections()).toBeLessThanOrEqual(connected);
});
