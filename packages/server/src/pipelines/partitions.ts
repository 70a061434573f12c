import { ingestLimits } from '@taffrail/contract';
import type { PartitionedTable } from '../platform/db/partitions.ts';

/** How far back there are runs, and hours; days are kept for ever. */
export const pipelineKeptDays = 180;

const hourMs = 3_600_000;

/**
 * What began earlier counts by the day only. The hour is that in which the limit lies, whose
 * partition may be gone.
 */
export const pipelineHoursFrom = (now: Date): Date =>
  new Date(now.getTime() - pipelineKeptDays * 24 * hourMs + hourMs);

/** The day more is for clocks that differ. */
const kept = {
  every: 'month',
  keepDays: pipelineKeptDays,
  acceptDays: ingestLimits.acceptDays + 1,
} as const;

/** Rows are written when a run begins, and again when it ends. */
const roomForUpdates = 80;

export const pipelinePartitions: readonly PartitionedTable[] = [
  { table: 'pipeline_runs', ...kept, fillFactor: roomForUpdates },
  { table: 'stage_executions', ...kept, fillFactor: roomForUpdates },
  { table: 'scores', ...kept },
  { table: 'stage_executions_hourly', ...kept, fillFactor: 50 },
];
