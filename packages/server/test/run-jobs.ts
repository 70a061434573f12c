import { runOnce } from 'graphile-worker';
import { slices } from '../src/app.ts';
import { createJobLog } from '../src/platform/jobs/job-log.ts';
import { createLogger } from '../src/platform/log.ts';
import type { SliceJobs } from '../src/slice.ts';
import type { TestServer } from './server.ts';

/** Runs the jobs that are due, as a worker does, and those that they add; answers when none is left. */
export const runJobs = async (
  server: TestServer,
  { productDatabase, stripe }: Partial<Pick<SliceJobs, 'productDatabase' | 'stripe'>> = {},
): Promise<void> => {
  const { owner } = server;
  const log = createLogger({ level: 'silent' });
  const jobs = { ...server, log, productDatabase, stripe, partitions: [] };
  await runOnce({
    pgPool: owner,
    taskList: Object.assign(
      {},
      ...slices.flatMap((slice) => [slice.tasks?.(jobs), slice.urgentTasks?.(jobs)]),
    ),
    logger: createJobLog(log),
    noHandleSignals: true,
  });
};

/** What failed is due at once, instead of in some seconds. */
export const makeJobsDue = async ({ owner }: TestServer): Promise<void> => {
  await owner.query(`update graphile_worker._private_jobs set run_at = now() where attempts > 0`);
};
