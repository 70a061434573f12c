import { alertKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** An event is of the moment at which it was received; a delivery may be replayed for a month. */
export const alertPartitions: readonly PartitionedTable[] = [
  { table: 'alert_events', every: 'month', keepDays: alertKeptDays, acceptDays: 32 },
];
