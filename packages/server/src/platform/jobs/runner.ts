import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  parseCronItems,
  run,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type pg from 'pg';
import { createJobLog } from './job-log.ts';
import type { JobContext, JobSource } from './job-source.ts';
import { openWorkerLock, releaseDeadWorkers, type WorkerLock } from './worker-lock.ts';

export interface RunnerOptions {
  readonly ownerUrl: string;
  readonly owner: pg.Pool;
  readonly sources: readonly JobSource[];
  readonly context: JobContext;
  /** For how long a worker must have been silent before its jobs are taken from it. */
  readonly deadAfterMs: number;
}

const releaseTask = 'release_dead_workers';

const gatherTasks = ({ sources, context, deadAfterMs }: RunnerOptions): TaskList => ({
  ...Object.assign({}, ...sources.map((source) => source.tasks?.(context))),
  [releaseTask]: async (_, { abortSignal }) => {
    const confirm = () => sleep(deadAfterMs, undefined, abortSignal ? { signal: abortSignal } : {});
    const workers = await releaseDeadWorkers(context.owner, confirm);
    if (workers.length > 0) context.log.warn({ workers }, 'jobs of dead workers released');
  },
});

/** graphile-worker chooses the id under which it takes jobs, and tells it before it takes any. */
const watchedBy = (lock: WorkerLock, log: JobContext['log']): WorkerEvents => {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => {
    lock.hold(workerPool.id).catch((error: unknown) => log.warn({ err: error }, 'lock not taken'));
  });
  return events;
};

/**
 * Runs jobs until the signal comes or the connection to Postgres is lost: a worker without its
 * lock would seem dead to the others, and a new one begins with a new id.
 *
 * @returns once it runs, a promise of its end, which never rejects.
 */
export const startRunner = async (
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<{ ended: Promise<void> }> => {
  const { sources, context } = options;
  const lock = await openWorkerLock(options.ownerUrl);
  let runner: Runner;
  try {
    runner = await run({
      pgPool: options.owner,
      taskList: gatherTasks(options),
      parsedCronItems: parseCronItems([
        ...sources.flatMap((source) => source.cron ?? []),
        { task: releaseTask, match: '* * * * *' },
      ]),
      concurrency: 2,
      pollInterval: 5_000,
      noHandleSignals: true,
      logger: createJobLog(context.log),
      events: watchedBy(lock, context.log),
      // Without batches a completion that fails is an unhandled rejection, which ends the process;
      // with them it ends the runner.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
  const stop = (): void => {
    runner.stop().catch(() => context.log.trace('runner had ended already'));
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  lock.lost.then(stop, stop);
  const ended = runner.promise
    .catch((error: unknown) => context.log.warn({ err: error }, 'job runner ended'))
    .then(() => signal.removeEventListener('abort', stop))
    .then(() => lock.release());
  // What died while no worker ran waits for nothing more.
  runner.addJob(releaseTask, {}, { jobKey: releaseTask }).catch(() => undefined);
  return { ended };
};
