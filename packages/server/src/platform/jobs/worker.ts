import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Changes } from '../changes/changes.ts';
import type { Clock } from '../clock.ts';
import { createPool } from '../db/database.ts';
import type { Logger } from '../log.ts';
import type { JobSource } from './job-source.ts';
import { releaseOnce } from './release-once.ts';
import { laneSizes, startRunner, type RunnerOptions } from './runner.ts';

export interface Worker {
  /** Takes no more jobs, waits for those under way, closes its connections. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly ownerUrl: string;
  readonly productDatabase?: pg.Pool | undefined;
  readonly changes: Pick<Changes, 'announce'>;
  readonly slices: readonly JobSource[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly deadAfterMs?: number;
  readonly farewellMs?: number;
}

const longestPauseMs = 30_000;

/** One connection listens, one for each job, one is measured or finishes a job; the lock has its own. */
const openPool = (
  { ownerUrl, log }: WorkerOptions,
  { name, jobs, keepsPlans = false }: { name: string; jobs: number; keepsPlans?: boolean },
): pg.Pool => {
  const max = jobs + 2;
  const pool = createPool({ url: ownerUrl, name, max, statementTimeoutMs: 0, keepsPlans, log });
  pool.on('connect', (client) => {
    // A connection that breaks while it is in use fails its query, too.
    client.on('error', (error) => log.debug({ err: error }, 'worker connection lost'));
  });
  return releaseOnce(pool);
};

/** Runs jobs as the owner of the schema, and goes on when Postgres was away. */
export const startWorker = async (options: WorkerOptions): Promise<Worker> => {
  const {
    ownerUrl,
    productDatabase,
    slices: sources,
    changes,
    clock,
    log,
    deadAfterMs = 10_000,
    farewellMs = 10_000,
  } = options;
  const owner = openPool(options, { name: 'worker', jobs: laneSizes.general });
  const urgentOwner = openPool(options, {
    name: 'worker urgent',
    jobs: laneSizes.urgent,
    keepsPlans: true,
  });
  const endPools = async (): Promise<void> => {
    await Promise.all([owner.end(), urgentOwner.end()]);
  };
  const partitions = sources.flatMap((source) => source.partitions ?? []);
  const context = { clock, log, changes, productDatabase, partitions };
  const stopping = new AbortController();
  const patience = { deadAfterMs, farewellMs };
  const runner = { ownerUrl, owner, urgentOwner, sources, context, ...patience };
  try {
    const first = await startRunner(runner, stopping.signal);
    const ended = supervise(first, runner, stopping.signal).then(endPools);
    return {
      stop: () => {
        stopping.abort();
        return ended;
      },
    };
  } catch (error) {
    await endPools();
    throw error;
  }
};

const supervise = async (
  first: { ended: Promise<void> },
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<void> => {
  for (let runner = first; ;) {
    await runner.ended;
    const next = await startAgain(options, signal);
    if (!next) return;
    runner = next;
  }
};

/** Tries until it works, in growing pauses; nothing when it was told to stop meanwhile. */
const startAgain = async (
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<{ ended: Promise<void> } | undefined> => {
  for (let pauseMs = 500; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    try {
      return await startRunner(options, signal);
    } catch (error) {
      options.context.log.warn({ err: error }, 'jobs cannot run yet');
    }
  }
  return undefined;
};
