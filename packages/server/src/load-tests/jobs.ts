import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { createDatabase } from '../platform/db/database.ts';
import type { SliceJobs } from '../slice.ts';
import { lateMs, lookForDue, runTask } from './runner/look-for-due.ts';
import { isRunnable } from './runner/plans.ts';
import { runPlan } from './runner/run-plan.ts';

const lookTask = 'load_tests_look';

const Due = z.object({ plan: z.string(), dueAt: z.coerce.date(), externalId: z.string() });

const runDue = async (jobs: SliceJobs, payload: unknown, signal?: AbortSignal): Promise<void> => {
  const { plan: name, dueAt, externalId } = Due.parse(payload);
  const plan = jobs.product.loadTests?.filter(isRunnable).find((each) => each.name === name);
  // Taken out of the configuration meanwhile, or tried again when its hour was over.
  if (!plan || jobs.clock.now().getTime() - dueAt.getTime() >= lateMs) return;
  await runPlan({ ...jobs, db: createDatabase(jobs.owner) }, { plan, externalId, signal });
  jobs.changes.announce('load_tests');
};

export const loadTestTasks = (jobs: SliceJobs): TaskList => ({
  [lookTask]: () => lookForDue(jobs),
  [runTask]: (payload, { abortSignal }) => runDue(jobs, payload, abortSignal),
});

export const loadTestCron: readonly CronItem[] = [
  { task: lookTask, match: '*/5 * * * *', options: { maxAttempts: 1 } },
];
