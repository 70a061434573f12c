import { aiJobKeptDays } from '@taffrail/contract';
import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { dayMs } from '../platform/time/time-range.ts';
import type { SliceJobs } from '../slice.ts';
import { deleteChangesBefore } from './recosting/changes.store.ts';
import { recostJobs } from './recosting/recost-jobs.ts';
import { recostTask } from './recosting/recostings.store.ts';

const forgetTask = 'forget_recosting_changes';

const Asked = z.object({ id: z.uuid() });

export const priceTasks = (jobs: SliceJobs): TaskList => ({
  [recostTask]: (payload, { abortSignal }) =>
    recostJobs(jobs, Asked.parse(payload).id, abortSignal),
  [forgetTask]: () =>
    deleteChangesBefore(jobs.owner, new Date(jobs.clock.now().getTime() - aiJobKeptDays * dayMs)),
});

export const priceCron: readonly CronItem[] = [
  // A console that is off at night forgets in the morning.
  { task: forgetTask, match: '47 3 * * *', options: { backfillPeriod: dayMs } },
];
