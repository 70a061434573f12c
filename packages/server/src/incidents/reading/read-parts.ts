import type { IncidentAlert, IncidentRun } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import { toPage } from '../../platform/http/page.ts';
import {
  listIncidentAlertRows,
  listIncidentRunRows,
  type IncidentAlertRow,
  type IncidentRunRow,
} from './parts.store.ts';
import { neverRan } from './to-incident.ts';

const toAlert = (row: IncidentAlertRow): IncidentAlert => ({
  id: row.alert_id,
  name: row.name,
  severity: row.severity,
  status: row.status,
  service: row.service,
  sourceKind: row.source_kind,
  sourceId: row.source_id,
  joinedAt: row.joined_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  isCurrent: row.is_current,
});

export const readIncidentAlerts = async (
  db: Database,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await listIncidentAlertRows(db, id, { limit: limit + 1, after });
  return toPage(rows, limit, {
    toItem: toAlert,
    toCursor: (row) => ({ at: row.joined_at, id: row.alert_id }),
  });
};

const mostRuns = 50;

/** Of the run, else of the stage that failed last. */
const errorOf = (row: IncidentRunRow): Pick<IncidentRun, 'errorType' | 'errorMessage'> => {
  const { error_type: errorType, error_message: errorMessage, status, stages } = row;
  if (errorType !== null || errorMessage !== null) return { errorType, errorMessage };
  const failed = status === 'succeeded' ? undefined : stages.findLast((s) => s.status === 'failed');
  return { errorType: failed?.errorType ?? null, errorMessage: failed?.errorMessage ?? null };
};

const toRun = (row: IncidentRunRow): IncidentRun => ({
  id: row.id,
  traceId: row.trace_id,
  status: row.status,
  cause: row.cause,
  attempt: row.attempt,
  createdAt: row.created_at.toISOString(),
  durationMs: row.duration_ms,
  stages: row.stages.map(({ stage, status, reason, attempt }) => ({
    stage,
    status,
    neverRan: neverRan(status, row.status),
    reason,
    attempt,
  })),
  ...errorOf(row),
});

export const readIncidentRuns = async (db: Database, id: string): Promise<IncidentRun[]> =>
  (await listIncidentRunRows(db, id, mostRuns)).map(toRun);
