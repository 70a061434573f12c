import type pg from 'pg';

/**
 * Alerts that were not heard of since. A row at a time is told of for months, so no partition of
 * time could hold it: docs/adr/0015. Scans the table, once a day.
 */
export const deleteAlertsUnheardSince = async (owner: pg.Pool, limit: Date): Promise<void> => {
  await owner.query(`delete from alerts where last_seen_at < $1`, [limit]);
};
