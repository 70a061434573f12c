import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { PartitionedTable } from '../platform/db/partitions.ts';
import type { SliceJobs } from '../slice.ts';
import { runTask } from './integrity.store.ts';
import { isRunDue } from './is-due.ts';
import { runChecks } from './run-checks.ts';
import { findPastRuns } from './runs.store.ts';

export const integrityPartitions: readonly PartitionedTable[] = [
  { table: 'integrity_results', every: 'month', keepDays: 366, acceptDays: 1 },
  { table: 'integrity_runs', every: 'month', keepDays: 366, acceptDays: 1 },
];

/** Asked for by somebody it runs now; by the cron, when it is due. */
const Asked = z.object({ ifDue: z.boolean().default(false) });

export const integrityTasks = (jobs: SliceJobs): TaskList => ({
  [runTask]: async (payload, { abortSignal }) => {
    const { ifDue } = Asked.parse(payload);
    if (!jobs.productDatabase) return;
    if (ifDue && !isRunDue(await findPastRuns(jobs.owner), jobs.clock.now())) return;
    await runChecks(jobs, abortSignal);
  },
});

export const integrityCron: readonly CronItem[] = [
  // One that failed is not made up for: the next minute asks again whether it is due.
  { task: runTask, match: '* * * * *', payload: { ifDue: true }, options: { maxAttempts: 1 } },
];
