import type { PartitionedTable } from '../platform/db/partitions.ts';

/** A notification is decided now: none is older than the clocks of two processes differ. */
export const notificationPartitions: readonly PartitionedTable[] = [
  { table: 'notifications', every: 'month', keepDays: 180, acceptDays: 1, fillFactor: 80 },
];
