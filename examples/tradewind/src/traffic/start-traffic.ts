import type { FastifyBaseLogger } from 'fastify';
import { createPool } from '../database/pool.ts';
import { reportAround } from './around/report-around.ts';
import { createSendReport, type Addresses } from './around/send-report.ts';
import { systemClock, type Clock } from './clock.ts';
import { driveLive, usualLimits } from './live/drive-live.ts';
import { createSendRequest } from './live/send-request.ts';
import {
  introduceCustomers,
  settlePast,
  tellPast,
  tellSubscriptions,
  type NewestTold,
  type PastOptions,
} from './past/past.ts';
import { createSender } from './past/send-records.ts';
import { openWorld, type Progress } from './past/worlds.store.ts';
import { createWorld } from './world/create-world.ts';

export interface TrafficOptions {
  readonly seed: string;
  /** Tradewind's own, where the customers' past is put. */
  readonly databaseUrl: string;
  /** Where Tradewind answers. */
  readonly url: string;
  readonly taffrail: { readonly url: string | undefined; readonly key: string | undefined };
  /** Of what stands around: silent without. */
  readonly addresses?: Addresses | undefined;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
  readonly clock?: Clock | undefined;
  /** Customers from before the thirty days. */
  readonly established?: number | undefined;
  /** Of all but the newest past, so that whoever looks at the console does not wait for it. */
  readonly recordsPerSecond?: number | undefined;
}

export interface RunningTraffic {
  stop(): Promise<void>;
}

/** Resolves once all customers are settled. */
type Settle = (newest?: NewestTold) => Promise<void>;

/**
 * Tells Taffrail what it has not been told yet. Of the largest customers, more pasts at once would
 * take more memory than this process has: the rest is told when all are settled.
 */
const catchUp = async (
  { taffrail: { url, key }, log, recordsPerSecond = 2_000 }: TrafficOptions,
  past: PastOptions,
  { introducedAt, toldAt, told, settledCustomers }: Progress,
  settle: Settle,
): Promise<void> => {
  if (url === undefined || key === undefined || toldAt) return settle();
  const warn = (message: string): void => log.warn(message);
  const at = { taffrail: { url, key }, signal: past.signal, warn };
  const atOnce = createSender(at);
  const calm = createSender({ ...at, recordsPerSecond });
  const tellsNewest = told.stretches === 0 && told.customers >= settledCustomers;
  const newest = { sender: createSender(at), customers: told.customers };
  const begin = async (): Promise<void> => {
    if (!introducedAt) await introduceCustomers(past, atOnce);
    await Promise.all([
      settle(tellsNewest ? newest : undefined),
      introducedAt ? undefined : tellSubscriptions(past, atOnce),
    ]);
  };
  await begin().catch(async (error: unknown) => {
    // Tradewind goes on without Taffrail.
    await settle();
    throw error;
  });
  const { length: customers } = past.world.customers;
  await tellPast(
    past,
    (stretch) => (stretch === 0 ? atOnce : calm),
    tellsNewest ? { stretches: 0, customers } : told,
  );
};

/** Lets what stands around report, if it may. */
const tellAround = async (
  { addresses, log, clock = systemClock }: TrafficOptions,
  past: PastOptions,
  { reportedUntil }: Progress,
): Promise<void> => {
  if (!addresses) return;
  const { pool, world, signal } = past;
  const send = createSendReport({ addresses, signal, warn: (message) => log.warn(message) });
  await reportAround({ pool, world, clock, signal, send }, reportedUntil);
};

/** Makes up customers who have used Tradewind for long, and goes on using it as they do. */
export const startTraffic = (options: TrafficOptions): RunningTraffic => {
  const { seed, databaseUrl, url, established, log, clock = systemClock } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const pool = createPool(databaseUrl);

  const report = (error: unknown): void => {
    if (!signal.aborted) log.warn({ err: error }, 'made-up traffic went wrong');
  };

  const run = async (): Promise<void> => {
    const progress = await openWorld(pool, seed, new Date(clock.now()));
    const beginsAt = progress.beginsAt.getTime();
    const world = createWorld({ seed, beginsAt, until: beginsAt, established });
    const past = { pool, world, clock, signal };
    const unsettled = new Set(world.customers.slice(progress.settledCustomers).map(({ id }) => id));
    const live = driveLive({
      seed,
      beginsAt,
      established,
      send: createSendRequest(url),
      clock,
      signal,
      limits: usualLimits,
      isSettled: ({ id }) => !unsettled.has(id),
      report,
    });
    const settle: Settle = async (newest) => {
      const { settledCustomers } = await openWorld(pool, seed, progress.beginsAt);
      await settlePast(past, settledCustomers, ({ id }) => unsettled.delete(id), newest);
    };
    await Promise.all([
      catchUp(options, past, progress, settle).catch(report),
      tellAround(options, past, progress).catch(report),
      live.catch(report),
    ]);
  };
  const ended = run().catch(report);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
      await pool.end();
    },
  };
};
