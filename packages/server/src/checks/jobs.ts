import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { createDatabase } from '../platform/db/database.ts';
import type { SliceJobs } from '../slice.ts';
import { runTask, settleTask } from './checks.store.ts';
import { settleCheck } from './running/record-run.ts';
import { runCheck } from './running/run-check.ts';
import { runDueChecks } from './running/run-due-checks.ts';

const dueTask = 'run_due_checks';

const Asked = z.object({ checkId: z.uuid(), cause: z.enum(['schedule', 'asked']) });
const Settled = z.object({ checkId: z.uuid() });

export const checkTasks = (jobs: SliceJobs): TaskList => {
  const { owner, clock, log, changes, productDatabase, reportingTimeZone } = jobs;
  const context = {
    db: createDatabase(owner),
    clock,
    log,
    productDatabase,
    reportingTimeZone,
    announce: changes.announce.bind(changes),
  };
  return {
    [dueTask]: (_, { abortSignal }) => runDueChecks(context, abortSignal),
    [runTask]: async (payload, { abortSignal: stop }) => {
      const { checkId, cause } = Asked.parse(payload);
      await runCheck(context, checkId, { cause, stop });
    },
    [settleTask]: async (payload) => {
      const { checkId } = Settled.parse(payload);
      const topics = await settleCheck(context, checkId);
      const [first, ...others] = topics;
      if (first) changes.announce(first, ...others);
    },
  };
};

export const checkCron: readonly CronItem[] = [
  // One that failed is not made up for: the next minute takes what is due.
  { task: dueTask, match: '* * * * *', options: { maxAttempts: 1 } },
];
