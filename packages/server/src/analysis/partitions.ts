import { analysisKeptDays } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

export const analysisPartitions: readonly PartitionedTable[] = [
  // A rating is an update that touches an index.
  { table: 'analysis_runs', every: 'month', keepDays: analysisKeptDays, acceptDays: 1 },
];

/** Runs before this moment are not read: their partition goes as a whole, later. */
export const keptSince = (now: Date): Date =>
  new Date(now.getTime() - analysisKeptDays * 86_400_000);
