import type { PartitionedTable } from '../platform/db/partitions.ts';

/** How far back there are minutes, and hours; older is not kept. */
export const minuteDays = 15;
export const hourDays = 90;

export const databaseLatencyPartitions: readonly PartitionedTable[] = [
  { table: 'database_latency_minutely', every: 'day', keepDays: minuteDays, acceptDays: 1 },
  { table: 'database_latency_hourly', every: 'month', keepDays: hourDays, acceptDays: 1 },
];
