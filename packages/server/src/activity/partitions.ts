import { activityKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** Records are accepted for as long as they are kept; the day more is for clocks that differ. */
const acceptDays = activityKeptDays + 1;

export const activityPartitions: readonly PartitionedTable[] = [
  // Kept until there is an archive to move it to; reads end at the limit all the same.
  { table: 'activity_log', every: 'month', keepDays: null, acceptDays, takesOlder: true },
  {
    table: 'activity_hourly',
    every: 'month',
    keepDays: activityKeptDays,
    acceptDays,
    fillFactor: 50,
  },
  {
    table: 'activity_totals_quarter_hourly',
    every: 'month',
    keepDays: activityKeptDays,
    acceptDays,
  },
];
