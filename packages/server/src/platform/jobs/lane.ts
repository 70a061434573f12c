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
}

/** graphile-worker chooses the id under which it takes jobs, and tells it before it takes any. */
const watchedBy = (lock: WorkerLock, log: Logger): WorkerEvents => {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    lock.hold(workerPool.id).catch((error: unknown) => log.warn({ err: error }, 'lock not taken'));
  });
  return events;
};

/** @returns once it runs; several lanes may live under the same lock */
export const runLane = (lane: Lane, lock: WorkerLock, log: Logger): Promise<Runner> =>
  run({
    pgPool: lane.pool,
    taskList: lane.tasks,
    parsedCronItems: parseCronItems([...lane.cron]),
    concurrency: lane.concurrency,
    pollInterval: lane.pollMs,
    noHandleSignals: true,
    logger: createJobLog(log),
    events: watchedBy(lock, log),
    // Without batches a completion that fails is an unhandled rejection, which ends the process;
    // with them it ends the runner.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
