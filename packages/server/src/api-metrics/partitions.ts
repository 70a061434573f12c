import type { PartitionedTable } from '../platform/db/partitions.ts';

/** How far back there are minutes, and hours; days are kept for ever. */
export const minuteDays = 15;
export const hourDays = 90;

const requestDays = 30;

/** What is accepted or folded reaches back as far as it is kept; a day more for clocks that differ. */
export const apiMetricsPartitions: readonly PartitionedTable[] = [
  { table: 'api_metrics', every: 'day', keepDays: requestDays, acceptDays: requestDays + 1 },
  {
    table: 'api_metrics_minutely',
    every: 'day',
    keepDays: minuteDays,
    acceptDays: minuteDays + 1,
  },
  { table: 'api_metrics_hourly', every: 'month', keepDays: hourDays, acceptDays: requestDays + 1 },
];
