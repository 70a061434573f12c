import type { Activity, DashboardRange } from '@taffrail/contract';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Credential } from '../../../packages/server/test/credentials.ts';
import {
  activityFromRows,
  requestsFromRows,
} from '../../../packages/server/test/figures/dashboard-from-rows.ts';
import { foldRequests } from '../../../packages/server/test/figures/fold-requests.ts';
import type { Clock } from '../src/traffic/clock.ts';
import { startTraffic, type RunningTraffic } from '../src/traffic/start-traffic.ts';
import { startProduct, type Product } from './start-product.ts';

const ranges: readonly DashboardRange[] = ['1d', '7d', '30d'];

/** Two hours in a minute, from the moment at which it is first looked at: there the past ends. */
const startFastClock = (): Clock => {
  const speed = 120;
  let startedAt: number | undefined;
  return {
    now: () => {
      startedAt ??= Date.now();
      return startedAt + (Date.now() - startedAt) * speed;
    },
    sleep: (ms, signal) => wait(Math.max(0, ms) / speed, undefined, { signal }),
  };
};

let product: Product;
let traffic: RunningTraffic;
let viewer: Credential;
const warnings: unknown[] = [];
beforeAll(async () => {
  product = await startProduct();
  viewer = await product.console.operator('viewer');
  traffic = startTraffic({
    seed: 'a test',
    databaseUrl: product.databaseUrl,
    url: product.url,
    taffrail: { url: product.consoleUrl, key: product.ingestKey },
    log: { warn: (...given: unknown[]) => warnings.push(given) },
    clock: startFastClock(),
    established: 1,
    recordsPerSecond: 2_000,
  });
});
afterAll(async () => {
  await traffic.stop();
  await product.close();
});

interface Stored {
  readonly actions: number;
  readonly requests: number;
  /** Of requests that stand for others. */
  readonly sampled: number;
  readonly errorLogs: number;
}

const countStored = async (since: Date): Promise<Stored> => {
  const { rows } = await product.console.owner.query<Stored>(
    `select (select count(*) from activity_log where created_at >= $1) as actions,
       (select count(*) from api_metrics where created_at >= $1) as requests,
       (select count(*) from api_metrics where count > 1) as sampled,
       (select count(*) from system_logs where level = 'error') as "errorLogs"`,
    [since],
  );
  return rows[0] ?? { actions: 0, requests: 0, sampled: 0, errorLogs: 0 };
};

/**
 * Holds the rows as they are, while traffic goes on: batches wait for the lock, and the SDK for
 * them. Writers that had begun are waited for, so what is read meanwhile by whatever connection is
 * of one instant. The tables are locked in the order in which a batch writes them.
 */
const atOneInstant = async (look: () => Promise<void>): Promise<void> => {
  const client = await product.console.owner.connect();
  try {
    await client.query('begin');
    await client.query('lock table api_metrics, activity_log, system_logs in share mode');
    product.console.clock.set(new Date());
    await look();
  } finally {
    await client.query('rollback');
    client.release();
  }
};

const get = async (path: string, query: Record<string, string | number>) =>
  (await product.console.inject(`GET ${path}`, { as: viewer, query })).body;

const compareAll = async (): Promise<void> => {
  const { owner } = product.console;
  for (const range of ranges) {
    const activity = await get('/api/v1/dashboard', { range });
    const { asOf, timeZone } = activity;
    const moment = { range, asOf, timeZone };
    expect(activity.kpis).toEqual(await activityFromRows(owner, moment));
    const requests = await get('/api/v1/dashboard/requests', { range });
    expect(requests).toMatchObject(await requestsFromRows(owner, moment));
    expect(requests.asOf).toBe(asOf);
  }
  const { rows } = await owner.query<{ id: string }>(
    'select id from activity_log order by created_at desc, id desc limit 10',
  );
  const { items } = await get('/api/v1/activity', { limit: 10 });
  expect(items.map(({ id }: Activity) => id)).toEqual(rows.map(({ id }) => id));
};

it('shows on the dashboard what the rows say, at any instant', async () => {
  for (const folds of [false, true, false]) {
    const since = new Date();
    await vi.waitFor(
      async () => {
        const stored = await countStored(since);
        expect(stored.actions).toBeGreaterThan(0);
        expect(stored.requests).toBeGreaterThan(10);
        expect(stored.sampled).toBeGreaterThan(100);
        expect(stored.errorLogs).toBeGreaterThan(0);
      },
      { timeout: 40_000, interval: 250 },
    );
    product.console.clock.set(new Date());
    if (folds) await foldRequests(product.console);
    await atOneInstant(compareAll);
  }
  expect(warnings).toEqual([]);
}, 150_000);
