import type { Notification } from '@taffrail/contract';
import type { NotificationRow } from './notifications-list.store.ts';

const toChannelRef = ({
  channel_id: id,
  channel_kind: kind,
  channel_name: name,
}: NotificationRow) => (id === null || kind === null || name === null ? null : { id, kind, name });

const toIncidentRef = ({
  incident_id: id,
  incident_number: number,
  incident_title: title,
}: NotificationRow) =>
  id === null || number === null || title === null ? null : { id, number, title };

export const toNotification = (row: NotificationRow): Notification => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  kind: row.kind,
  state: row.state,
  reason: row.reason,
  failure: row.failure,
  channel: toChannelRef(row),
  incident: toIncidentRef(row),
  runId: row.run_id,
  alertId: row.alert_id,
  traceId: row.trace_id,
  severity: row.severity,
  title: row.title,
  attempt: row.attempt,
  isPossiblyRepeated: row.is_possibly_repeated,
  digestCount: row.digest_count,
  digestId: row.digest_id,
  externalId: row.external_id,
  endedAt: row.ended_at?.toISOString() ?? null,
  durationMs: row.duration_ms,
});
