import type {
  GroupedIncident,
  GroupingRules,
  RouteAnswer,
  previewGrouping,
} from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { dayMs } from '../../platform/time/time-range.ts';
import type { AlertChange } from '../grouping/alert-change.ts';
import { decideGrouping } from '../grouping/decide-grouping.ts';
import type { GroupedIncident as Grouped } from '../grouping/grouped-incident.ts';
import { listFiredAlerts, type FiredAlertRow } from './preview.store.ts';
import { readGroupingRules } from './rules.ts';

const mostAlerts = 5_000;
const shownIncidents = 100;
const shownNames = 5;

const toChanges = (row: FiredAlertRow): AlertChange[] => {
  const fired: AlertChange = {
    alertId: row.id,
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    name: row.name,
    severity: row.severity,
    status: 'firing',
    previousStatus: null,
    service: row.service,
    groupKey: row.group_key,
    labels: row.labels,
    at: row.started_at,
  };
  if (row.ended_at === null) return [fired];
  return [fired, { ...fired, status: 'resolved', previousStatus: 'firing', at: row.ended_at }];
};

/** As if nothing had been there before. */
const groupBy = (
  changes: readonly AlertChange[],
  rules: GroupingRules,
  clock: Clock,
): Grouped[] => {
  const world = { incidents: new Map(), memberships: new Map(), keys: new Map() };
  // One after another, as they would have come.
  for (const change of changes)
    decideGrouping([change], world, { rules, newId: () => uuidV7(clock) });
  return [...world.incidents.values()];
};

const toItem = (incident: Grouped): GroupedIncident => ({
  title: incident.title,
  severity: incident.severity,
  service: incident.service,
  openedAt: incident.openedAt.toISOString(),
  alerts: incident.alertCount,
  names: incident.joined.slice(0, shownNames).map(({ name }) => name),
});

/** What the alerts of the last day would have been grouped into. */
export const previewRules = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  rules: GroupingRules,
): Promise<RouteAnswer<typeof previewGrouping>> => {
  const to = clock.now();
  const from = new Date(to.getTime() - dayMs);
  const rows = await listFiredAlerts(db, { since: from, limit: mostAlerts + 1 });
  const alerts = rows.slice(0, mostAlerts);
  const changes = alerts
    .flatMap(toChanges)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const incidents = groupBy(changes, rules, clock);
  const now = groupBy(changes, await readGroupingRules(db), clock);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    alerts: alerts.length,
    isTruncated: rows.length > mostAlerts,
    incidents: incidents.length,
    incidentsNow: now.length,
    items: incidents
      .toSorted((one, other) => other.alertCount - one.alertCount)
      .slice(0, shownIncidents)
      .map(toItem),
  };
};
