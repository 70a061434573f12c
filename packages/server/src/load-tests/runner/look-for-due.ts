import type { Clock } from '../../platform/clock.ts';
import { createDatabase, type Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import { hourMs } from '../../platform/time/time-range.ts';
import type { SliceJobs } from '../../slice.ts';
import { addLoadTests } from '../load-tests.store.ts';
import { isReportedWeekly, isWeekly, namesOf } from './plans.ts';
import {
  enqueueWeeklyRun,
  findFailure,
  insertMissedRun,
  listOpenRuns,
  listSilentWeeks,
  scheduleWeekly,
  type OpenRun,
} from './weekly.store.ts';

export const runTask = 'load_tests_run';

/** Later it is no run of that hour any more, and was missed. */
export const lateMs = hourMs;

const reasons = {
  notRun: 'no worker ran it within an hour of its time',
  notReported: 'nobody reported a run in the week before',
} as const;

const mostOfError = 300;

/** Nobody began it, or somebody did and it failed. */
const whyNotRun = async (tx: Transaction, run: OpenRun): Promise<string> => {
  const failure = await findFailure(tx, run);
  if (!failure) return reasons.notRun;
  const { attempts, last_error: error } = failure;
  const said = scrubText(error.replaceAll(/\s+/g, ' ')).slice(0, mostOfError);
  return `it failed ${attempts === 1 ? 'once' : `${attempts} times`}: ${said}`;
};

type Why = (tx: Transaction, run: OpenRun) => Promise<string>;

/** Answers whether there is a row now that was not there. */
const noteMissed = async (
  tx: Transaction,
  clock: Clock,
  missed: readonly OpenRun[],
  why: Why,
): Promise<boolean> => {
  let isNew = false;
  for (const run of missed) {
    const row = { ...run, id: uuidV7(clock), now: clock.now(), reason: await why(tx, run) };
    isNew = (await insertMissedRun(tx, row)) || isNew;
  }
  return isNew;
};

/** Adds the runs whose hour it is, and notes what did not happen. Answers whether there was such. */
const settle = async (
  tx: Transaction,
  { clock, product, reportingTimeZone: timeZone }: SliceJobs,
): Promise<boolean> => {
  const now = clock.now();
  const plans = product.loadTests ?? [];
  const [ours, others] = [namesOf(plans, isWeekly), namesOf(plans, isReportedWeekly)];
  const names = [...ours, ...others];
  const rows = names.map((name) => ({ id: uuidV7(clock), name, created_at: now }));
  if (rows.length > 0) await addLoadTests(tx, rows);
  await scheduleWeekly(tx, names, now);
  if (names.length === 0) return false;
  const open = await listOpenRuns(tx, ours, { now, timeZone });
  const isDue = ({ due_at }: OpenRun): boolean => now.getTime() - due_at.getTime() < lateMs;
  for (const run of open.filter(isDue)) await enqueueWeeklyRun(tx, runTask, run);
  const silent = await listSilentWeeks(tx, others, { now, timeZone });
  const late = open.filter((run) => !isDue(run));
  const notRun = await noteMissed(tx, clock, late, whyNotRun);
  const notReported = await noteMissed(tx, clock, silent, async () => reasons.notReported);
  return notRun || notReported;
};

/** Runs every few minutes: what should happen every week happens, or leaves a row that it did not. */
export const lookForDue = async (jobs: SliceJobs): Promise<void> => {
  const hasMissed = await createDatabase(jobs.owner)
    .transaction()
    .execute((tx) => settle(tx, jobs));
  if (hasMissed) jobs.changes.announce('load_tests');
};
