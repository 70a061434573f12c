import type { getIncidentTimeline, RouteInput, TimelineEntry } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import { toPage } from '../../platform/http/page.ts';
import {
  listTimelineRows,
  recordKinds,
  type RecordRow,
  type TimelineRow,
} from './timeline.store.ts';

type RecordEntry = Extract<TimelineEntry, { type: 'record' }>;

const layerOf = (kind: RecordRow['entry']['kind']): RecordEntry['layer'] => {
  const isIn = (kinds: readonly string[]): boolean => kinds.includes(kind);
  if (isIn(recordKinds.alerts)) return 'alerts';
  return isIn(recordKinds.notes) ? 'notes' : 'states';
};

const toRecord = ({ at, id, entry }: RecordRow): RecordEntry => {
  const { kind, actorKind, actorId, actor, note, details } = entry;
  return {
    type: 'record',
    id,
    at: at.toISOString(),
    layer: layerOf(kind),
    kind,
    actor: { kind: actorKind, id: actorId, label: actor },
    note,
    alerts: details.alerts
      ? { count: details.alerts.count, named: [...details.alerts.named] }
      : null,
    severity: details.severity ?? null,
    cause: details.cause ?? null,
    owner: details.owner ?? null,
    incidents: [...(details.incidents ?? [])],
  };
};

const toEntry = (row: TimelineRow): TimelineEntry => {
  const { id, at } = row;
  if (row.type === 'record') return toRecord(row);
  if (row.type === 'stage')
    return { type: 'stage', layer: 'stages', id, at: at.toISOString(), ...row.entry };
  return { type: 'notification', layer: 'notifications', id, at: at.toISOString(), ...row.entry };
};

/** One statement. */
export const readTimeline = async (
  db: Database,
  id: string,
  { limit, cursor, layer }: RouteInput<typeof getIncidentTimeline>['query'],
) => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await listTimelineRows(db, id, { layer, limit: limit + 1, after });
  return toPage(rows, limit, {
    toItem: toEntry,
    toCursor: ({ at, id: last }) => ({ at, id: last }),
  });
};
