import { aiJobKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** How far back there are hours; days are kept for ever. */
export const usageHourDays = 90;

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
