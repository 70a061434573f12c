import type { RunStatus, SkipReason } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

export interface StageRow {
  readonly created_at: Date;
  readonly id: string;
  readonly run_id: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly position: number | null;
  readonly status: RunStatus;
  readonly reason: SkipReason | null;
  readonly attempt: number;
  readonly duration_ms: number | null;
  readonly error_type: string | null;
  readonly error_message: string | null;
  /** Decimal text. */
  readonly accuracy: string | null;
  readonly trace_id: string | null;
  readonly attributes: Record<string, unknown>;
}

/** More are of a run that went wrong. */
const mostParts = 1_000;

/** Every execution in a run: stage_executions_run. */
export const listStageRows = async (db: Transaction, runId: string): Promise<StageRow[]> => {
  const { rows } = await sql<StageRow>`
    select created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
      error_type, error_message, accuracy, trace_id, attributes
    from stage_executions
    where run_id = ${runId}::uuid
    order by position nulls last, created_at, attempt, id
    limit ${mostParts}`.execute(db);
  return rows;
};

export interface ScoreRow {
  readonly created_at: Date;
  readonly id: string;
  readonly stage: string;
  /** Decimal text. */
  readonly value: string;
  readonly name: string | null;
}

/** Every score of a run, newest first: scores_stage. */
export const listScoreRows = async (db: Transaction, runId: string): Promise<ScoreRow[]> => {
  const { rows } = await sql<ScoreRow>`
    select created_at, id, stage, value, name
    from scores
    where run_id = ${runId}::uuid
    order by created_at desc, id desc
    limit ${mostParts}`.execute(db);
  return rows;
};
