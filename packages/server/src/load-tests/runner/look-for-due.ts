import { createDatabase, type Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { hourMs } from '../../platform/time/time-range.ts';
import type { SliceJobs } from '../../slice.ts';
import { addLoadTests } from '../load-tests.store.ts';
import { isWeekly } from './plans.ts';
import {
  enqueueWeeklyRun,
  insertMissedRun,
  listOpenRuns,
  scheduleWeekly,
  type OpenRun,
} from './weekly.store.ts';

export const runTask = 'load_tests_run';

/** Later it is no run of that hour any more, and was missed. */
export const lateMs = hourMs;

const missedReason = 'no worker ran it within an hour of its time';

/** Adds the runs whose hour it is, and notes those whose hour is over. Answers whether one was missed. */
const settle = async (
  tx: Transaction,
  open: readonly OpenRun[],
  { clock }: Pick<SliceJobs, 'clock'>,
): Promise<boolean> => {
  const now = clock.now();
  let hasMissed = false;
  for (const run of open) {
    if (now.getTime() - run.due_at.getTime() < lateMs) await enqueueWeeklyRun(tx, runTask, run);
    else {
      const missed = { ...run, id: uuidV7(clock), now, reason: missedReason };
      hasMissed = (await insertMissedRun(tx, missed)) || hasMissed;
    }
  }
  return hasMissed;
};

/** Runs every few minutes: what should happen every week happens, or leaves a row that it did not. */
export const lookForDue = async (jobs: SliceJobs): Promise<void> => {
  const { clock, product, reportingTimeZone, owner, changes } = jobs;
  const names = (product.loadTests ?? []).filter(isWeekly).map(({ name }) => name);
  const hasMissed = await createDatabase(owner)
    .transaction()
    .execute(async (tx) => {
      const now = clock.now();
      const rows = names.map((name) => ({ id: uuidV7(clock), name, created_at: now }));
      if (rows.length > 0) await addLoadTests(tx, rows);
      await scheduleWeekly(tx, names, now);
      return settle(tx, await listOpenRuns(tx, now, reportingTimeZone), jobs);
    });
  if (hasMissed) changes.announce('load_tests');
};
