import type { TaskList } from 'graphile-worker';
import { createDatabase } from '../../platform/db/database.ts';
import type { SliceJobs } from '../../slice.ts';
import { revenueRules } from '../revenue.ts';
import { atOnce, recordSome } from './record-told.ts';
import { recordTask } from './told-subscriptions.store.ts';

export const revenueTasks = (jobs: SliceJobs): TaskList => {
  const { owner, clock, product, reportingTimeZone, changes } = jobs;
  const rules = revenueRules(product, reportingTimeZone);
  const context = { db: createDatabase(owner), clock, rules };
  return {
    [recordTask]: async () => {
      for (let left = true; left;) {
        const { count, failed } = await recordSome(context);
        if (count > 0) changes.announce('revenue');
        if (failed > 0) changes.announce('inbox');
        left = count === atOnce;
      }
    },
  };
};
