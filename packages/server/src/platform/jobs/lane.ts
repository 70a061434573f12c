import { EventEmitter } from 'node:events';
import {
  parseCronItems,
  run,
  type CronItem,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from '../log.ts';
import { createJobLog } from './job-log.ts';
import type { WorkerLock } from './worker-lock.ts';

/** Jobs that take turns with each other, and with no others. */
export interface Lane {
  readonly pool: pg.Pool;
  readonly tasks: TaskList;
  readonly cron: readonly CronItem[];
  readonly concurrency: number;
  /** How late a job may begin that was added for a later time. */
  readonly pollMs: number;
  /** How long it may take to note what became of the last jobs. */
  readonly farewellMs: number;
}

/** graphile-worker chooses the id under which it takes jobs, and tells it before it takes any. */
const watchedBy = (lock: WorkerLock, log: Logger): WorkerEvents => {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    lock.hold(workerPool.id).catch((error: unknown) => log.warn({ err: error }, 'lock not taken'));
  });
  return events;
};

/**
 * Once noting that a job is done has failed, graphile-worker (0.18, `batch` in its main.js) miscounts
 * what it has still to note, and may wait for that for ever when it shuts down: no job would run any
 * more, and the process would not stop. A lane whose jobs are over is not waited for any longer.
 */
const endOf = async (runner: Runner, events: WorkerEvents, farewellMs: number): Promise<void> => {
  const { promise: isOverdue, resolve } = Promise.withResolvers<void>();
  let farewell: ReturnType<typeof setTimeout> | undefined;
  const begin = (): void => {
    farewell ??= setTimeout(resolve, farewellMs);
  };
  events.on('pool:gracefulShutdown:complete', begin);
  events.on('pool:forcefulShutdown:complete', begin);
  events.on('pool:forcefulShutdown:error', begin);
  try {
    await Promise.race([runner.promise, isOverdue]);
  } finally {
    clearTimeout(farewell);
  }
};

export interface RunningLane {
  readonly runner: Runner;
  /** Settles when none of its jobs is under way any more; rejects when it ended by itself. */
  readonly ended: Promise<void>;
}

/** @returns once it runs; several lanes may live under the same lock */
export const runLane = async (lane: Lane, lock: WorkerLock, log: Logger): Promise<RunningLane> => {
  const events = watchedBy(lock, log);
  const runner = await run({
    pgPool: lane.pool,
    taskList: lane.tasks,
    parsedCronItems: parseCronItems([...lane.cron]),
    concurrency: lane.concurrency,
    pollInterval: lane.pollMs,
    noHandleSignals: true,
    logger: createJobLog(log),
    events,
    // Without batches a completion that fails is an unhandled rejection, which ends the process;
    // with them it ends the runner.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  return { runner, ended: endOf(runner, events, lane.farewellMs) };
};
