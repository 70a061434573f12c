import { LogLevel, type SystemLog } from '@taffrail/contract';
import { toCustomerRef } from '../customers/customers.ts';
import type { SystemLogRow } from './system-logs.store.ts';

export const toSystemLog = (row: SystemLogRow): SystemLog => ({
  id: row.id,
  level: LogLevel.parse(row.level),
  message: row.message,
  source: row.source,
  errorType: row.error_type,
  stack: row.stack,
  fingerprint: row.fingerprint,
  context: row.context,
  organization: toCustomerRef(
    row.organization_id,
    row.organization_external_id,
    row.organization_name,
  ),
  user: toCustomerRef(row.user_id, row.user_external_id, row.user_name),
  traceId: row.trace_id,
  sessionId: row.session_id,
  createdAt: row.created_at.toISOString(),
});
