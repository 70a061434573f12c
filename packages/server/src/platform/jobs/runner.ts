import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { JobContext, JobSource } from './job-source.ts';
import { runLane, type Lane, type RunningLane } from './lane.ts';
import { openWorkerLock, releaseDeadWorkers } from './worker-lock.ts';

export interface RunnerOptions {
  readonly ownerUrl: string;
  readonly owner: pg.Pool;
  /** For urgent tasks. */
  readonly urgentOwner: pg.Pool;
  readonly sources: readonly JobSource[];
  readonly context: Omit<JobContext, 'owner'>;
  /** For how long a worker must have been silent before its jobs are taken from it. */
  readonly deadAfterMs: number;
  /** How long a runner that ends is waited for once its jobs are over. */
  readonly farewellMs: number;
}

const releaseTask = 'release_dead_workers';

/** How many jobs run at a time; each pool has a connection more that listens, and one to measure. */
export const laneSizes = { general: 2, urgent: 5 } as const;

const gatherTasks = ({ sources, context, owner, deadAfterMs }: RunnerOptions): TaskList => ({
  ...Object.assign({}, ...sources.map((source) => source.tasks?.({ ...context, owner }))),
  [releaseTask]: async (_, { abortSignal }) => {
    const confirm = () => sleep(deadAfterMs, undefined, abortSignal ? { signal: abortSignal } : {});
    const workers = await releaseDeadWorkers(owner, confirm);
    if (workers.length > 0) context.log.warn({ workers }, 'jobs of dead workers released');
  },
});

const gatherUrgent = ({ sources, context, urgentOwner: owner }: RunnerOptions): TaskList =>
  Object.assign({}, ...sources.map((source) => source.urgentTasks?.({ ...context, owner })));

const planLanes = (options: RunnerOptions): Lane[] => {
  const { farewellMs } = options;
  const urgent = gatherUrgent(options);
  const general: Lane = {
    pool: options.owner,
    tasks: gatherTasks(options),
    cron: [
      ...options.sources.flatMap((source) => source.cron ?? []),
      { task: releaseTask, match: '* * * * *' },
    ],
    concurrency: laneSizes.general,
    pollMs: 5_000,
    farewellMs,
  };
  if (Object.keys(urgent).length === 0) return [general];
  const { urgent: concurrency } = laneSizes;
  return [
    general,
    { pool: options.urgentOwner, tasks: urgent, cron: [], concurrency, pollMs: 1_000, farewellMs },
  ];
};

/**
 * Runs jobs until the signal comes or the connection to Postgres is lost: a worker without its
 * lock would seem dead to the others, and a new one begins with a new id. A lane that ends takes the
 * others along.
 *
 * @returns once it runs, a promise of its end, which never rejects.
 */
export const startRunner = async (
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<{ ended: Promise<void> }> => {
  const { log } = options.context;
  const lock = await openWorkerLock(options.ownerUrl);
  const lanes: RunningLane[] = [];
  const ends: Promise<void>[] = [];
  const stop = (): void => {
    for (const { runner } of lanes)
      runner.stop().catch(() => log.trace('runner had ended already'));
  };
  try {
    for (const lane of planLanes(options)) {
      const running = await runLane(lane, lock, log);
      lanes.push(running);
      ends.push(
        running.ended
          .catch((error: unknown) => log.warn({ err: error }, 'job runner ended'))
          .finally(stop),
      );
    }
  } catch (error) {
    stop();
    await Promise.all(ends);
    await lock.release();
    throw error;
  }
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  lock.lost.then(stop, stop);
  const ended = Promise.all(ends)
    .then(() => signal.removeEventListener('abort', stop))
    .then(() => lock.release());
  // What died while no worker ran waits for nothing more.
  lanes[0]?.runner.addJob(releaseTask, {}, { jobKey: releaseTask }).catch(() => undefined);
  return { ended };
};
