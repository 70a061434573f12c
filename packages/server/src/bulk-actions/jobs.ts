import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { dayMs } from '../platform/time/time-range.ts';
import type { SliceJobs } from '../slice.ts';
import type { BulkHandler } from './bulk-actions.ts';
import { bulkActionTask } from './bulk-actions.store.ts';
import { deleteRowsEndedBefore } from './rows.store.ts';
import { workThrough } from './work.ts';

const forgetTask = 'forget_bulk_action_rows';
const rowsKeptDays = 180;

const Asked = z.object({ id: z.uuid() });

export const bulkActionTasks =
  (handlers: readonly BulkHandler[]) =>
  (jobs: SliceJobs): TaskList => ({
    [bulkActionTask]: (payload, { abortSignal: signal }) =>
      workThrough(jobs, handlers, { id: Asked.parse(payload).id, signal }),
    [forgetTask]: () =>
      deleteRowsEndedBefore(
        jobs.owner,
        new Date(jobs.clock.now().getTime() - rowsKeptDays * dayMs),
      ),
  });

export const bulkActionCron: readonly CronItem[] = [
  // A console that is off at night forgets in the morning.
  { task: forgetTask, match: '53 3 * * *', options: { backfillPeriod: dayMs } },
];
