import type { GroupingRules } from '@taffrail/contract';
import type { AlertChange, Grouped, GroupingChange } from './alert-change.ts';
import {
  isActive,
  isWorse,
  openIncident,
  type GroupedIncident,
  type GroupingWorld,
  type Membership,
} from './grouped-incident.ts';
import { groupingKeysOf, type GroupingKeys } from './grouping-keys.ts';
import { HeldKeys } from './held-keys.ts';

export interface GroupingDecision {
  readonly grouped: ReadonlyMap<string, Grouped>;
  /** Alerts that left an incident that is over, for another. */
  readonly left: readonly { readonly alertId: string; readonly incidentId: string }[];
  /** The last change of each alert that is part of an incident. */
  readonly told: ReadonlyMap<string, AlertChange>;
  readonly touchedKeys: ReadonlySet<string>;
}

interface Options {
  readonly rules: GroupingRules;
  readonly newId: () => string;
}

/** The heavier one is told. */
const byWeight: readonly GroupingChange[] = [
  'none',
  'joined',
  'resolved',
  'raised',
  'reopened',
  'opened',
];

class Grouping {
  readonly #world: GroupingWorld;
  readonly #options: Options;
  readonly #keys: HeldKeys;
  readonly #effects = new Map<string, GroupingChange>();
  readonly #left: { alertId: string; incidentId: string }[] = [];
  readonly #told = new Map<string, AlertChange>();
  readonly #eased = new Set<GroupedIncident>();

  constructor(world: GroupingWorld, options: Options) {
    this.#world = world;
    this.#options = options;
    this.#keys = new HeldKeys(world, options.rules);
  }

  take(change: AlertChange): void {
    const membership = this.#world.memberships.get(change.alertId);
    const own = membership && this.#world.incidents.get(membership.incidentId);
    // Somebody called it over while it fired: only what fires again, or worse, says that it is not.
    const isNews = membership?.status !== 'firing' || isWorse(change.severity, membership.severity);
    if (change.status === 'firing' && (!own || isActive(own) || isNews)) this.#fire(change, own);
    // Of what is over before anybody knew of it there is nothing to see to.
    else if (own) this.#include(own, change);
  }

  /** An incident is over with the last of its alerts. */
  settle(): void {
    for (const incident of this.#eased) {
      if (incident.firingCount > 0 || !isActive(incident)) continue;
      incident.state = 'resolved';
      incident.resolvedAt = incident.lastAlertAt;
      incident.isOver = true;
      for (const { alertId } of incident.resolved) this.#note(alertId, 'resolved');
    }
  }

  toDecision(): GroupingDecision {
    const grouped = new Map<string, Grouped>();
    for (const [alertId, change] of this.#effects) {
      const { incidentId = '' } = this.#world.memberships.get(alertId) ?? {};
      const incidentOpened = this.#world.incidents.get(incidentId)?.isNew ?? false;
      grouped.set(alertId, { incidentId, incidentOpened, change });
    }
    const touchedKeys = this.#keys.touched;
    return { grouped, left: this.#left, told: this.#told, touchedKeys };
  }

  #fire(change: AlertChange, own: GroupedIncident | undefined): void {
    const keys = groupingKeysOf(change, this.#options.rules);
    const found = this.#find(change, own, keys);
    const incident = found ?? this.#open(change, own ?? this.#keys.holderOf(keys.source));
    if (!isActive(incident)) this.#reopen(incident, change);
    this.#include(incident, change);
    if (isWorse(change.severity, incident.severity)) {
      incident.severity = change.severity;
      this.#note(change.alertId, 'raised');
    }
    this.#keys.hold(incident, keys, change.at);
  }

  #find(
    { at }: AlertChange,
    own: GroupedIncident | undefined,
    { source, labels }: GroupingKeys,
  ): GroupedIncident | undefined {
    for (const incident of [own, this.#keys.holderOf(source)])
      if (incident && (isActive(incident) || this.#mayReopen(incident, at))) return incident;
    return this.#keys.findByLabels(labels, at);
  }

  #mayReopen({ resolvedAt }: GroupedIncident, at: Date): boolean {
    const { reopenMinutes } = this.#options.rules;
    if (resolvedAt === null || reopenMinutes === 0) return false;
    return at.getTime() - resolvedAt.getTime() <= reopenMinutes * 60_000;
  }

  #open(change: AlertChange, before: GroupedIncident | undefined): GroupedIncident {
    const incident = openIncident(this.#options.newId(), change, before?.id ?? null);
    this.#world.incidents.set(incident.id, incident);
    this.#note(change.alertId, 'opened');
    return incident;
  }

  #reopen(incident: GroupedIncident, { alertId, at }: AlertChange): void {
    incident.state = 'open';
    incident.resolvedAt = null;
    incident.reopenedAt = at;
    this.#note(alertId, 'reopened');
  }

  /** The alert is part of the incident, as it is told of now. */
  #include(incident: GroupedIncident, change: AlertChange): void {
    const { alertId, status, severity, at } = change;
    const known = this.#world.memberships.get(alertId);
    const before = known?.incidentId === incident.id ? known : undefined;
    if (known && !before) this.#leave(alertId, known);
    if (!before) {
      incident.alertCount += 1;
      incident.joined.push(change);
      this.#note(alertId, 'joined');
    } else if (status !== before.status)
      (status === 'firing' ? incident.firedAgain : incident.resolved).push(change);
    if (status === 'resolved') this.#eased.add(incident);
    incident.firingCount += Number(status === 'firing') - Number(before?.status === 'firing');
    if (incident.lastAlertAt === null || at > incident.lastAlertAt) incident.lastAlertAt = at;
    incident.isTouched = true;
    this.#world.memberships.set(alertId, { incidentId: incident.id, status, severity });
    this.#told.set(alertId, change);
    this.#note(alertId, 'none');
  }

  #leave(alertId: string, { incidentId, status }: Membership): void {
    this.#left.push({ alertId, incidentId });
    const incident = this.#world.incidents.get(incidentId);
    if (!incident || status !== 'firing') return;
    incident.firingCount -= 1;
    incident.isTouched = true;
  }

  #note(alertId: string, effect: GroupingChange): void {
    const known = this.#effects.get(alertId);
    if (known === undefined || byWeight.indexOf(effect) > byWeight.indexOf(known))
      this.#effects.set(alertId, effect);
  }
}

/**
 * Which incident each change belongs to, and what it does to it. An alert stays with its incident
 * while that is active. What fires again reopens it when it ended not long ago. Else the incident
 * of its source's group takes it; else, within the window, the one that shares its labels; else
 * one of its own, which follows the one that ended too long ago.
 *
 * Pure: all that is known is given, and the id of a new incident is asked for.
 */
export const decideGrouping = (
  changes: readonly AlertChange[],
  world: GroupingWorld,
  options: Options,
): GroupingDecision => {
  const grouping = new Grouping(world, options);
  for (const change of changes) grouping.take(change);
  grouping.settle();
  return grouping.toDecision();
};
