import type pg from 'pg';
import { writeTimestamp } from '../record/timestamp.ts';
import type { LogRow } from './check-log.ts';

/**
 * One way only: a log has few rows beside activity and requests, and the function that passes over
 * what is known counts the groups of what is new in the same statement.
 */
export const recordLogs = async (client: pg.ClientBase, rows: readonly LogRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await client.query('select ingest_record_logs($1)', [`[${rows.map(toJson).join(',')}]`]);
};

/** The context is JSON text already. */
const toJson = ({ context, ...row }: LogRow): string => {
  const fields = JSON.stringify({
    created_at: writeTimestamp(row.createdAt),
    received_at: writeTimestamp(row.receivedAt),
    id: row.id,
    level: row.level,
    source: row.source,
    message: row.message,
    error_type: row.errorType,
    stack: row.stack,
    fingerprint: row.fingerprint,
    organization_id: row.organization?.id,
    user_id: row.user?.id,
    trace_id: row.traceId,
    session_id: row.sessionId,
  });
  return `${fields.slice(0, -1)},"context":${context}}`;
};
