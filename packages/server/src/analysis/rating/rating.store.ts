import type { AnalysisRating } from '@taffrail/contract';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';

export const scoreTask = 'score_analysis';

export interface LockedAnalysis {
  readonly created_at: Date;
  readonly rating: AnalysisRating | null;
  readonly rating_reason: string | null;
  readonly rated_by: string | null;
  readonly rated_at: Date | null;
  readonly version: number;
}

/** Held until the transaction ends; analysis_runs_id. */
export const lockAnalysis = async (tx: Transaction, id: string): Promise<LockedAnalysis> => {
  const { rows } = await sql<LockedAnalysis>`
    select created_at, rating, rating_reason, rated_by, rated_at, version from analysis_runs
    where id = ${id}::uuid for update`.execute(tx);
  return rows[0] ?? raise('not_found');
};

interface Rated {
  readonly id: string;
  readonly createdAt: Date;
  readonly rating: AnalysisRating;
  readonly reason: string | null;
  readonly at: Date;
  readonly by: string;
}

/** Keeps a rating, and has the stage of the run scored by it. */
export const saveRating = async (tx: Transaction, rated: Rated): Promise<void> => {
  const { id, createdAt, rating, reason, at, by } = rated;
  await sql`
    update analysis_runs set rating = ${rating}, rating_reason = ${reason}, rated_at = ${at},
      rated_by = ${by}, version = version + 1
    where created_at = ${createdAt} and id = ${id}::uuid`.execute(tx);
  await sql`
    select enqueue_job(${scoreTask}, ${JSON.stringify({ id })}::json, ${`${scoreTask}:${id}`})
  `.execute(tx);
};

export interface RatedRow {
  readonly run_id: string;
  readonly rating: AnalysisRating;
  readonly rated_at: Date;
  readonly version: number;
}

/** By analysis_runs_id; nothing of one that was made in no run. */
export const findRating = async (owner: pg.Pool, id: string): Promise<RatedRow | undefined> => {
  const { rows } = await owner.query<RatedRow>(
    `select run_id, rating, rated_at, version from analysis_runs
     where id = $1 and run_id is not null and rating is not null`,
    [id],
  );
  return rows[0];
};
