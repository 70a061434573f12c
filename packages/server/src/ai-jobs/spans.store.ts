import type pg from 'pg';

/** Spans whose jobs are gone. Index: ai_job_spans_created_at. */
export const deleteSpansBefore = async (owner: pg.Pool, limit: Date): Promise<void> => {
  await owner.query('delete from ai_job_spans where created_at < $1', [limit]);
};
