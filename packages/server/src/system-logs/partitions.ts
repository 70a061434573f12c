import { ingestLimits, logKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

export const systemLogPartitions: readonly PartitionedTable[] = [
  {
    table: 'system_logs',
    every: 'month',
    keepDays: logKeptDays,
    // The day more is for clocks that differ.
    acceptDays: ingestLimits.acceptDays + 1,
  },
];
