import { SubscriptionRecord } from '@taffrail/contract';
import type { TaskList } from 'graphile-worker';
import { createDatabase, type Database } from '../../platform/db/database.ts';
import type { SliceJobs } from '../../slice.ts';
import { recordSubscriptions, type RevenueRules } from '../record-subscriptions.ts';
import { lockRevenue } from '../revenue.store.ts';
import { revenueRules } from '../revenue.ts';
import { takeTold } from './told-subscriptions.store.ts';
import { toTold } from './to-told.ts';

const atOnce = 500;

/** Taken out and counted, or neither. Answers how many there were. */
const recordSome = (db: Database, rules: RevenueRules): Promise<number> =>
  db.transaction().execute(async (tx) => {
    // Before they are taken: of one moment what was told last counts, so nobody may overtake.
    await lockRevenue(tx);
    const rows = await takeTold(tx, atOnce);
    const told = rows.map(({ record, organization_id: organizationId, at }) =>
      toTold(SubscriptionRecord.parse(record), { organizationId, at }),
    );
    await recordSubscriptions(tx, told, rules);
    return rows.length;
  });

export const revenueTasks = (jobs: SliceJobs): TaskList => {
  const { owner, product, reportingTimeZone, changes } = jobs;
  const db = createDatabase(owner);
  const rules = revenueRules(product, reportingTimeZone);
  return {
    record_told_subscriptions: async () => {
      for (let count = atOnce; count === atOnce;) {
        count = await recordSome(db, rules);
        if (count > 0) changes.announce('revenue');
      }
    },
  };
};
