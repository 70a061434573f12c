import { dayMs, hourMs } from '../platform/time/time-range.ts';
import { usageHourDays } from './partitions.ts';
import { insertAiJobs, type NewAiJob, type Queryable } from './recording/insert-ai-jobs.store.ts';

export type { NewAiJob } from './recording/insert-ai-jobs.store.ts';

/**
 * What began earlier counts by the day only. The hour is that in which the limit lies, whose
 * partition may be gone.
 */
export const usageHoursFrom = (now: Date): Date =>
  new Date(now.getTime() - usageHourDays * dayMs + hourMs);

/** Writes jobs that are not known yet, and counts them, in the transaction that the client is in. */
export const recordAiJobs = async (
  client: Queryable,
  jobs: readonly NewAiJob[],
  now: Date,
): Promise<void> => {
  if (jobs.length > 0) await insertAiJobs(client, jobs, usageHoursFrom(now));
};
