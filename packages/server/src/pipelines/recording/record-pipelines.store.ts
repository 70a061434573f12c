import type { RunStatus, SkipReason } from '@taffrail/contract';
import { latencyBucket } from '../../platform/latency-histogram.ts';
import { pipelineHoursFrom } from '../partitions.ts';

/** A connection, or a pool of them. */
interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** Times are milliseconds since 1970. */
interface Told {
  readonly id: string;
  readonly pipeline: string;
  readonly status: RunStatus;
  readonly attempt: number;
  readonly createdAt: number;
  readonly receivedAt: number;
  readonly durationMs: number | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
  readonly organization: { readonly id: string } | null;
  readonly user: { readonly id: string } | null;
  readonly sessionId: string | null;
  readonly traceId: string | null;
  /** JSON text. */
  readonly attributes: string;
}

/** A run, as it is told of at one time. */
export interface NewPipelineRun extends Told {
  readonly kind: 'pipeline_run';
  readonly externalId: string | null;
  readonly maxAttempts: number | null;
}

/** The execution of a stage, as it is told of at one time. */
export interface NewStageExecution extends Told {
  readonly kind: 'stage_execution';
  readonly runId: string;
  readonly stage: string;
  readonly position: number | null;
  readonly reason: SkipReason | null;
  readonly accuracy: number | null;
}

export interface NewScore {
  readonly kind: 'score';
  readonly id: string;
  readonly runId: string;
  readonly stage: string;
  readonly value: number;
  readonly name: string | null;
  readonly createdAt: number;
}

export type NewPipelineRow = NewPipelineRun | NewStageExecution | NewScore;

/**
 * Stores what was told of pipelines, and moves the rollups by what it changes, in the transaction of
 * the client. Takes a lock that holds until its end: call it late.
 */
export const recordPipelines = async (
  client: Queryable,
  rows: readonly NewPipelineRow[],
  now: Date,
): Promise<void> => {
  if (rows.length === 0) return;
  const runs: string[] = [];
  const stages: string[] = [];
  const scores: string[] = [];
  for (const row of rows)
    if (row.kind === 'pipeline_run') runs.push(toRunJson(row));
    else if (row.kind === 'stage_execution') stages.push(toStageJson(row));
    else scores.push(toScoreJson(row));
  await client.query('select ingest_record_pipelines($1, $2, $3, $4)', [
    `[${runs.join(',')}]`,
    `[${stages.join(',')}]`,
    `[${scores.join(',')}]`,
    pipelineHoursFrom(now),
  ]);
};

const toIso = (atMs: number): string => new Date(atMs).toISOString();

const toToldFields = (told: Told) => ({
  id: told.id,
  pipeline: told.pipeline,
  status: told.status,
  attempt: told.attempt,
  created_at: toIso(told.createdAt),
  received_at: toIso(told.receivedAt),
  duration_ms: told.durationMs,
  latency_bucket: told.durationMs === null ? null : latencyBucket(told.durationMs),
  error_type: told.errorType,
  error_message: told.errorMessage,
  organization_id: told.organization?.id,
  user_id: told.user?.id,
  session_id: told.sessionId,
  trace_id: told.traceId,
});

/** Attributes are JSON text already. */
const withAttributes = (fields: object, attributes: string): string =>
  `${JSON.stringify(fields).slice(0, -1)},"attributes":${attributes}}`;

const toRunJson = (run: NewPipelineRun): string =>
  withAttributes(
    { ...toToldFields(run), external_id: run.externalId, max_attempts: run.maxAttempts },
    run.attributes,
  );

const toStageJson = (stage: NewStageExecution): string =>
  withAttributes(
    {
      ...toToldFields(stage),
      run_id: stage.runId,
      stage: stage.stage,
      position: stage.position,
      reason: stage.reason,
      told_accuracy: stage.accuracy,
    },
    stage.attributes,
  );

const toScoreJson = (score: NewScore): string =>
  JSON.stringify({
    id: score.id,
    run_id: score.runId,
    stage: score.stage,
    value: score.value,
    name: score.name,
    created_at: toIso(score.createdAt),
  });
