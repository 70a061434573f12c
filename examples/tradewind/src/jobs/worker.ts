import type { Taffrail } from '@taffrail/node';
import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { finishJob, requeueJobs, takeJob, type Job, type JobKind } from './jobs.store.ts';

/** Throws only what nobody foresaw: a search that fails is an outcome of the job. */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<void>;

export type JobHandlers = Readonly<Record<JobKind, JobHandler>>;

/** Does the jobs of the queue in this process. There is one such process. */
export interface Worker {
  /** Takes up what an earlier process has left, and from then on what is queued. */
  start(handlers: JobHandlers): Promise<void>;
  /** Looks into the queue; call it after a job was committed to it. */
  wake(): void;
  /** Jobs that are not done are taken up again by the next start. */
  stop(): Promise<void>;
}

const atATime = 4;

export const createWorker = (
  pool: pg.Pool,
  taffrail: Pick<Taffrail, 'log'>,
  log: FastifyBaseLogger,
): Worker => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const runs = new Set<Promise<void>>();
  let handlers: JobHandlers | undefined;
  let running = 0;
  let isWoken = false;

  const work = async (job: Job, handle: JobHandler): Promise<void> => {
    try {
      await handle(job, signal);
      await finishJob(pool, job.id, undefined);
    } catch (error) {
      if (signal.aborted) return;
      log.error({ err: error, job: job.id }, 'job failed');
      taffrail.log(job, { level: 'error', source: job.kind, error });
      await finishJob(pool, job.id, String(error));
    }
  };

  const run = async (handle: JobHandlers): Promise<void> => {
    try {
      while (!signal.aborted) {
        isWoken = false;
        const job = await takeJob(pool);
        if (job) await work(job, handle[job.kind]);
        // Woken while it looked: the job may have come just after.
        else if (!isWoken) return;
      }
    } catch (error) {
      log.error({ err: error }, 'the queue cannot be read');
    } finally {
      running -= 1;
    }
  };

  const wake = (): void => {
    isWoken = true;
    if (!handlers || running >= atATime || signal.aborted) return;
    running += 1;
    const ended = run(handlers).finally(() => runs.delete(ended));
    runs.add(ended);
  };

  return {
    start: async (given) => {
      await requeueJobs(pool);
      handlers = given;
      wake();
    },
    wake,
    stop: async () => {
      stopping.abort();
      await Promise.all(runs);
    },
  };
};
