import type { LogLevel } from '@taffrail/contract';

/** A connection, or a pool of them. */
interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** A log, without its secrets, as it is stored. Times are milliseconds since 1970. */
export interface NewLog {
  readonly id: string;
  readonly level: LogLevel;
  readonly message: string;
  readonly source: string;
  readonly errorType: string | null;
  readonly stack: string | null;
  /** Of errors; what is no error is not grouped. */
  readonly fingerprint: string | null;
  /** JSON text. */
  readonly context: string;
  readonly organization: { readonly id: string } | null;
  readonly user: { readonly id: string } | null;
  readonly traceId: string | null;
  readonly sessionId: string | null;
  readonly createdAt: number;
  readonly receivedAt: number;
}

/**
 * One way only: a log has few rows beside activity and requests, and the function that passes over
 * what is known counts what is new, and its groups, in the same statement.
 */
export const recordLogs = async (client: Queryable, rows: readonly NewLog[]): Promise<void> => {
  if (rows.length === 0) return;
  await client.query('select ingest_record_logs($1)', [`[${rows.map(toJson).join(',')}]`]);
};

/** The context is JSON text already. */
const toJson = ({ context, ...row }: NewLog): string => {
  const fields = JSON.stringify({
    created_at: new Date(row.createdAt).toISOString(),
    received_at: new Date(row.receivedAt).toISOString(),
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
