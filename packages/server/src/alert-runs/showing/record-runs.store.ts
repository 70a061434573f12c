import type { AlertRunState, RunStatus, SkipReason } from '@taffrail/contract';
import { sql } from 'kysely';
import { pipelineHoursFrom } from '../../pipelines/pipelines.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { latencyBucket } from '../../platform/latency-histogram.ts';

/** A run as it is shown from now on. */
export interface ShownRun {
  readonly id: string;
  readonly createdAt: Date;
  readonly heardAt: Date;
  readonly state: AlertRunState;
  readonly attempt: number;
  readonly durationMs: number | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
  readonly failedStages: readonly string[];
  readonly traceId: string;
  /** Kept as the run was told first. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** An execution of a stage as it is shown from now on. */
export interface ShownExecution {
  readonly id: string;
  readonly runId: string;
  /** When it began, as it is stored; null when it is not. */
  readonly storedAt: Date | null;
  readonly createdAt: Date;
  readonly stage: string;
  readonly position: number;
  readonly status: RunStatus;
  readonly reason: SkipReason | null;
  readonly attempt: number;
  readonly durationMs: number | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
  readonly traceId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const bucketOf = (durationMs: number | null): number | null =>
  durationMs === null ? null : latencyBucket(durationMs);

const toRunRow = (run: ShownRun) => ({
  created_at: run.createdAt,
  heard_at: run.heardAt,
  id: run.id,
  status: run.state,
  attempt: run.attempt,
  duration_ms: run.durationMs,
  latency_bucket: bucketOf(run.durationMs),
  error_type: run.errorType,
  error_message: run.errorMessage,
  failed_stages: run.failedStages,
  trace_id: run.traceId,
  attributes: run.attributes,
});

const toExecutionRow = (execution: ShownExecution) => ({
  stored_at: execution.storedAt,
  created_at: execution.createdAt,
  id: execution.id,
  run_id: execution.runId,
  stage: execution.stage,
  position: execution.position,
  status: execution.status,
  reason: execution.reason,
  attempt: execution.attempt,
  duration_ms: execution.durationMs,
  latency_bucket: bucketOf(execution.durationMs),
  error_type: execution.errorType,
  error_message: execution.errorMessage,
  trace_id: execution.traceId,
  attributes: execution.attributes,
});

export interface Shown {
  readonly runs: readonly ShownRun[];
  /** Of these runs. */
  readonly executions: readonly ShownExecution[];
}

/**
 * Shows runs and their executions as they are, and moves the rollups by the difference. Takes a lock
 * that holds until the transaction ends: call it last.
 */
export const recordRuns = async (
  tx: Transaction,
  { runs, executions }: Shown,
  now: Date,
): Promise<void> => {
  if (runs.length === 0) return;
  await sql`select record_alert_runs(
    ${JSON.stringify(runs.map(toRunRow))}::json,
    ${JSON.stringify(executions.map(toExecutionRow))}::json,
    ${pipelineHoursFrom(now)}
  )`.execute(tx);
};
