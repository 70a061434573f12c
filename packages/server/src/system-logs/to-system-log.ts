import { LogLevel, type CustomerRef, type SystemLog } from '@taffrail/contract';
import type { SystemLogRow } from './system-logs.store.ts';

const toRef = (
  id: string | null,
  externalId: string | null,
  name: string | null,
): CustomerRef | null => (id === null ? null : { id, externalId, name });

export const toSystemLog = (row: SystemLogRow): SystemLog => ({
  id: row.id,
  level: LogLevel.parse(row.level),
  message: row.message,
  source: row.source,
  errorType: row.error_type,
  stack: row.stack,
  fingerprint: row.fingerprint,
  context: row.context,
  organization: toRef(row.organization_id, row.organization_external_id, row.organization_name),
  user: toRef(row.user_id, row.user_external_id, row.user_name),
  traceId: row.trace_id,
  sessionId: row.session_id,
  createdAt: row.created_at.toISOString(),
});
