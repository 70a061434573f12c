import { spanKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** The day more is for clocks that differ. */
export const spanPartitions: readonly PartitionedTable[] = [
  { table: 'spans', every: 'day', keepDays: spanKeptDays, acceptDays: spanKeptDays + 1 },
];
