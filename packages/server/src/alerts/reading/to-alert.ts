import { Alert, AlertEvent } from '@taffrail/contract';
import type { AlertEventRow, AlertRow } from './alerts.store.ts';

export const toAlert = (row: AlertRow, now: Date): Alert => ({
  id: row.id,
  source: {
    kind: Alert.shape.source.shape.kind.parse(row.source_kind),
    id: row.source_id,
    name: row.source_name,
  },
  name: row.name,
  severity: Alert.shape.severity.parse(row.severity),
  status: Alert.shape.status.parse(row.status),
  labels: row.labels,
  service: row.service,
  startedAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  resolvedBy: row.resolved_by,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  occurrences: row.occurrences,
  isFlapping: row.flapping_until !== null && row.flapping_until > now,
  isAcknowledgedBySender: row.is_acknowledged_by_sender,
  incident:
    row.incident_id !== null && row.incident_number !== null
      ? { id: row.incident_id, number: row.incident_number, title: row.incident_title ?? '' }
      : null,
  traceId: row.trace_id,
  version: row.version,
});

export const toAlertEvent = (row: AlertEventRow): AlertEvent => ({
  id: row.id,
  at: row.created_at.toISOString(),
  kind: AlertEvent.shape.kind.parse(row.kind),
  status: AlertEvent.shape.status.parse(row.status),
  severity: AlertEvent.shape.severity.parse(row.severity),
  changes: [...row.changes],
  actor: row.actor,
  matters: row.matters,
  runId: row.run_id,
});
