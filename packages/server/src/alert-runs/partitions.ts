import { pipelineKeptDays } from '../pipelines/pipelines.ts';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** As long as the runs that they belong to. A run begins when it is stored, or just before. */
const kept = { every: 'month', keepDays: pipelineKeptDays, acceptDays: 2 } as const;

export const alertRunPartitions: readonly PartitionedTable[] = [
  // Each row is changed with every stage.
  { table: 'alert_runs', ...kept, fillFactor: 50 },
  { table: 'alert_run_starts', ...kept },
];
