import type { IncidentEventKind } from '@taffrail/contract';
import { bySystem } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { uuidV7 } from '../../platform/ids.ts';
import {
  describeAlerts,
  type EventDetails,
  type NewIncidentEvent,
} from '../record/events.store.ts';
import type { AlertChange } from './alert-change.ts';
import { overBy, type GroupedIncident } from './grouped-incident.ts';

/** Whoever groups alerts and resolves incidents by itself. */
const { actor: itself } = bySystem('Taffrail');

interface Happening {
  readonly kind: IncidentEventKind;
  readonly at: Date;
  readonly details: EventDetails;
  readonly actor?: NewIncidentEvent['actor'] | undefined;
}

const latest = (changes: readonly AlertChange[]): Date =>
  new Date(Math.max(...changes.map(({ at }) => at.getTime())));

const ofAlerts = (kind: IncidentEventKind, changes: readonly AlertChange[]): Happening[] =>
  changes.length === 0
    ? []
    : [{ kind, at: latest(changes), details: { alerts: describeAlerts(changes) } }];

const begun = ({
  isNew,
  reopenedAt,
  openedAt,
  joined,
  firedAgain,
}: GroupedIncident): Happening[] => {
  if (isNew) return [{ kind: 'opened', at: openedAt, details: { alerts: describeAlerts(joined) } }];
  if (reopenedAt === null)
    return [...ofAlerts('alerts_joined', joined), ...ofAlerts('alerts_fired_again', firedAgain)];
  const alerts = describeAlerts([...firedAgain, ...joined]);
  return [{ kind: 'reopened', at: reopenedAt, details: alerts.count > 0 ? { alerts } : {} }];
};

const risen = (incident: GroupedIncident): Happening[] => {
  const { isNew, severityBefore: from, severity: to, lastAlertAt: at } = incident;
  if (isNew || from === to || at === null) return [];
  return [{ kind: 'severity_raised', at, details: { severity: { from, to } } }];
};

const eased = (incident: GroupedIncident): Happening[] => {
  const { resolved, isOver } = incident;
  const actor = overBy(incident);
  return ofAlerts(isOver ? 'resolved' : 'alerts_resolved', resolved).map((happening) => ({
    ...happening,
    actor,
  }));
};

const happenings = (incident: GroupedIncident): Happening[] => [
  ...begun(incident),
  ...risen(incident),
  ...eased(incident),
];

/** What the record says of it. The entries of one call are told in their order: each a little later. */
export const eventsOfGrouping = (incident: GroupedIncident, clock: Clock): NewIncidentEvent[] => {
  let last = 0;
  return happenings(incident).map(({ kind, at, details, actor = itself }) => {
    last = Math.max(at.getTime(), last + 1);
    return {
      incidentId: incident.id,
      id: uuidV7(clock),
      at: new Date(last),
      kind,
      actor,
      details,
    };
  });
};
