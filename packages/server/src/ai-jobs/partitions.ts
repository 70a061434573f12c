import { aiJobKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** How far back there are hours; days are kept for ever. */
export const usageHourDays = 90;

const hourMs = 3_600_000;

/**
 * What began earlier counts by the day only. The hour is that in which the limit lies, whose
 * partition may be gone.
 */
export const usageHoursFrom = (now: Date): Date =>
  new Date(now.getTime() - usageHourDays * 24 * hourMs + hourMs);

/** The day more is for clocks that differ. */
export const aiJobPartitions: readonly PartitionedTable[] = [
  {
    table: 'ai_job_runs',
    every: 'month',
    keepDays: aiJobKeptDays,
    acceptDays: aiJobKeptDays + 1,
  },
  {
    table: 'usage_hourly',
    every: 'month',
    keepDays: usageHourDays,
    acceptDays: usageHourDays + 1,
    fillFactor: 50,
  },
];
