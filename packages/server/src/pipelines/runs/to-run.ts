import {
  stalledAfterMs,
  type PipelineRun,
  type RunStatus,
  type ScoreOfStage,
  type StageExecution,
} from '@taffrail/contract';
import { toCustomerRef } from '../../customers/customers.ts';
import type { ScoreRow, StageRow } from './run-parts.store.ts';
import type { RunRow, RunStage } from './runs.store.ts';

const hasEnded = (status: RunStatus): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'skipped';

/** A run that did not say why it failed failed for what its last failed stage said. */
const findError = (run: RunRow): Pick<RunStage, 'errorType' | 'errorMessage'> => {
  const { error_type: errorType, error_message: errorMessage, status, stages } = run;
  if (errorType !== null || errorMessage !== null || status !== 'failed')
    return { errorType, errorMessage };
  return stages.findLast((stage) => stage.status === 'failed') ?? { errorType, errorMessage };
};

/** What a stage is judged by. */
type RunNow = Pick<RunRow, 'status' | 'heard_at'>;

const isStalled = ({ status, heard_at }: RunNow, now: Date): boolean =>
  status === 'running' && now.getTime() - heard_at.getTime() > stalledAfterMs;

const neverRan = (run: RunNow, status: RunStatus): boolean =>
  status === 'pending' && hasEnded(run.status);

export const toRun = (row: RunRow, now: Date): PipelineRun => {
  const { errorType, errorMessage } = findError(row);
  return {
    id: row.id,
    externalId: row.external_id,
    pipeline: row.pipeline,
    status: row.status,
    isStalled: isStalled(row, now),
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    createdAt: row.created_at.toISOString(),
    durationMs: row.duration_ms,
    errorType,
    errorMessage,
    failedStages: [...row.failed_stages],
    organization: toCustomerRef(
      row.organization_id,
      row.organization_external_id,
      row.organization_name,
    ),
    user: toCustomerRef(row.user_id, row.user_external_id, row.user_name),
    sessionId: row.session_id,
    traceId: row.trace_id,
    incident: row.incident,
  };
};

export const toListedRun = (row: RunRow, now: Date) => ({
  ...toRun(row, now),
  stages: row.stages.map(({ stage, status }) => ({
    stage,
    status,
    neverRan: neverRan(row, status),
  })),
});

/** @param run that it belongs to: one that is silent has silent stages */
export const toStage = (row: StageRow, run: RunNow, now: Date): StageExecution => ({
  id: row.id,
  runId: row.run_id,
  pipeline: row.pipeline,
  stage: row.stage,
  position: row.position,
  status: row.status,
  isStalled: row.status === 'running' && isStalled(run, now),
  neverRan: neverRan(run, row.status),
  reason: row.reason,
  attempt: row.attempt,
  createdAt: row.created_at.toISOString(),
  durationMs: row.duration_ms,
  errorType: row.error_type,
  errorMessage: row.error_message,
  accuracy: row.accuracy === null ? null : Number(row.accuracy),
  traceId: row.trace_id,
  attributes: row.attributes,
});

export const toScore = (row: ScoreRow): ScoreOfStage => ({
  id: row.id,
  stage: row.stage,
  value: Number(row.value),
  name: row.name,
  createdAt: row.created_at.toISOString(),
});
