import { checkRunKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

const kept = { every: 'month', keepDays: checkRunKeptDays, acceptDays: 1 } as const;

export const checkPartitions: readonly PartitionedTable[] = [
  { table: 'check_runs', ...kept },
  // Of the days, which are kept for ever, none is made of hours any more.
  { table: 'check_runs_hourly', ...kept, fillFactor: 50 },
  { table: 'heartbeat_pings', ...kept },
];
