import { sql } from 'kysely';
import type pg from 'pg';
import type { Transaction } from '../platform/db/database.ts';

export interface ProgressRow {
  readonly started_at: Date;
  readonly checked: number;
  readonly total: number;
}

export const saveProgress = async (
  owner: pg.Pool,
  progress: { readonly startedAt: Date; readonly checked: number; readonly total: number },
): Promise<void> => {
  await owner.query(
    `insert into integrity_progress (started_at, checked, total) values ($1, $2, $3)
     on conflict (started_at) do update set checked = excluded.checked`,
    [progress.startedAt, progress.checked, progress.total],
  );
};

/** Of the run that is over, and of any that died. */
export const clearProgress = async (owner: pg.Pool): Promise<void> => {
  await owner.query('delete from integrity_progress');
};

/** How far is the run that began since then? A table of one row. */
export const findProgress = async (
  trx: Transaction,
  since: Date,
): Promise<ProgressRow | undefined> => {
  const { rows } = await sql<ProgressRow>`
    select started_at, checked, total from integrity_progress
    where started_at > ${since} order by started_at desc limit 1`.execute(trx);
  return rows[0];
};
