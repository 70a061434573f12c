import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { insertEvents } from '../record/events.store.ts';
import { readGroupingRules } from '../rules/rules.ts';
import type { AlertChange, Grouped } from './alert-change.ts';
import { decideGrouping, type GroupingDecision } from './decide-grouping.ts';
import { eventsOfGrouping } from './events-of-grouping.ts';
import { untouched, type GroupedIncident, type GroupingWorld } from './grouped-incident.ts';
import { groupingKeysOf } from './grouping-keys.ts';
import {
  insertIncidentRows,
  leaveIncidents,
  listKeyRows,
  listMembershipRows,
  lockGroupedRows,
  lockGrouping,
  updateIncidentRows,
  upsertIncidentAlerts,
  upsertKeys,
  type GroupedRow,
} from './grouping.store.ts';

interface GroupingContext {
  readonly tx: Transaction;
  readonly clock: Clock;
}

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

const readWorld = async (
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

const storeIncidents = async (
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
        resolved_by_itself: incident.hasResolvedItself,
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
        has_resolved_itself: incident.hasResolvedItself,
      })),
  );
};

const storeMemberships = async (
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

/**
 * Puts alerts into incidents, and says what that did: by alert, without those that were over before
 * anybody knew of them. Changes are taken in their order; one alert may change more than once. Safe
 * when several transactions group at the same time; a dozen statements however many changes.
 *
 * Whoever calls it announces `incidents` after the commit.
 */
export const groupAlerts = async (
  { tx, clock }: GroupingContext,
  changes: readonly AlertChange[],
): Promise<ReadonlyMap<string, Grouped>> => {
  if (changes.length === 0) return new Map();
  await lockGrouping(tx);
  const rules = await readGroupingRules(tx);
  const alertIds = new Set(changes.map(({ alertId }) => alertId));
  const keys = new Set(
    changes.flatMap((change) => Object.values(groupingKeysOf(change, rules)).filter(isGiven)),
  );
  const world = await readWorld(tx, [...alertIds], [...keys]);
  const decision = decideGrouping(changes, world, { rules, newId: () => uuidV7(clock) });
  const touched = [...world.incidents.values()].filter(({ isTouched }) => isTouched);
  await storeIncidents(tx, touched);
  await storeMemberships(tx, world, decision);
  await insertEvents(
    tx,
    touched.flatMap((incident) => eventsOfGrouping(incident, clock)),
  );
  return decision.grouped;
};

const isGiven = (key: string | undefined): key is string => key !== undefined;
