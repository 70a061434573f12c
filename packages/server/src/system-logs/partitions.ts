import { ingestLimits, logKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** The day more is for clocks that differ. */
const acceptDays = ingestLimits.acceptDays + 1;

export const systemLogPartitions: readonly PartitionedTable[] = [
  { table: 'system_logs', every: 'month', keepDays: logKeptDays, acceptDays },
  {
    table: 'system_logs_quarter_hourly',
    every: 'month',
    keepDays: logKeptDays,
    acceptDays,
    fillFactor: 50,
  },
];
