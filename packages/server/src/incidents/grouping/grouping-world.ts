import type { Transaction } from '../../platform/db/database.ts';
import type { GroupingDecision } from './decide-grouping.ts';
import {
  hasResolvedItself,
  untouched,
  type GroupedIncident,
  type GroupingWorld,
} from './grouped-incident.ts';
import {
  insertIncidentRows,
  leaveIncidents,
  listKeyRows,
  listMembershipRows,
  lockGroupedRows,
  updateIncidentRows,
  upsertIncidentAlerts,
  upsertKeys,
  type GroupedRow,
} from './grouping.store.ts';

const toGrouped = (row: GroupedRow): GroupedIncident => ({
  ...untouched,
  id: row.id,
  isNew: false,
  title: row.title,
  service: row.service,
  openedAt: row.opened_at,
  follows: null,
  traceId: row.trace_id,
  severityBefore: row.severity,
  state: row.state,
  severity: row.severity,
  resolvedAt: row.resolved_at,
  alertCount: row.alert_count,
  firingCount: row.firing_count,
  lastAlertAt: row.last_alert_at,
  joined: [],
  firedAgain: [],
  resolved: [],
});

/** All that grouping has to know of these alerts and keys; their incidents are locked. */
export const readWorld = async (
  tx: Transaction,
  alertIds: readonly string[],
  keys: readonly string[],
): Promise<GroupingWorld> => {
  const memberships = await listMembershipRows(tx, alertIds);
  const held = await listKeyRows(tx, keys);
  const ids = new Set([...memberships, ...held].map(({ incident_id: id }) => id));
  const incidents = await lockGroupedRows(tx, [...ids]);
  return {
    incidents: new Map(incidents.map((row) => [row.id, toGrouped(row)])),
    memberships: new Map(
      memberships.map(({ alert_id: alertId, incident_id: incidentId, status, severity }) => [
        alertId,
        { incidentId, status, severity },
      ]),
    ),
    keys: new Map(
      held.map(({ key, incident_id: incidentId, last_at: lastAt }) => [
        key,
        { incidentId, lastAt },
      ]),
    ),
  };
};

const toRow = (incident: GroupedIncident) => ({
  id: incident.id,
  severity: incident.severity,
  state: incident.state,
  resolved_at: incident.resolvedAt,
  alert_count: incident.alertCount,
  firing_count: incident.firingCount,
  last_alert_at: incident.lastAlertAt,
});

/** Those that are new, and those that were changed. */
export const storeIncidents = async (
  tx: Transaction,
  touched: readonly GroupedIncident[],
): Promise<void> => {
  await insertIncidentRows(
    tx,
    touched
      .filter(({ isNew }) => isNew)
      .map((incident) => ({
        ...toRow(incident),
        title: incident.title,
        service: incident.service,
        opened_at: incident.openedAt,
        resolved_by_itself: hasResolvedItself(incident),
        trace_id: incident.traceId,
        follows: incident.follows,
      })),
  );
  await updateIncidentRows(
    tx,
    touched
      .filter(({ isNew }) => !isNew)
      .map((incident) => ({
        ...toRow(incident),
        is_reopened: incident.reopenedAt !== null,
        is_over: incident.isOver,
        has_resolved_itself: hasResolvedItself(incident),
      })),
  );
};

/** Which alerts and keys are whose from now on. */
export const storeMemberships = async (
  tx: Transaction,
  { memberships, keys }: GroupingWorld,
  { left, told, touchedKeys }: GroupingDecision,
): Promise<void> => {
  await leaveIncidents(tx, left);
  await upsertIncidentAlerts(
    tx,
    [...told].flatMap(([alertId, change]) => {
      const membership = memberships.get(alertId);
      if (!membership) return [];
      const { sourceKind: source_kind, sourceId: source_id, name, service, at } = change;
      const { incidentId: incident_id, severity, status } = membership;
      const alert = { alert_id: alertId, source_kind, source_id, name, service, severity, status };
      return [{ incident_id, ...alert, at }];
    }),
  );
  await upsertKeys(
    tx,
    [...touchedKeys].flatMap((key) => {
      const held = keys.get(key);
      return held ? [{ key, incident_id: held.incidentId, last_at: held.lastAt }] : [];
    }),
  );
};
