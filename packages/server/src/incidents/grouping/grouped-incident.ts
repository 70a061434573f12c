import type { AlertStatus, IncidentState, Severity } from '@taffrail/contract';
import type { AlertChange } from './alert-change.ts';

/** An incident as grouping knows it, and what it does to it. */
export interface GroupedIncident {
  readonly id: string;
  readonly isNew: boolean;
  readonly title: string;
  readonly service: string | null;
  readonly openedAt: Date;
  /** The one that ended too long ago to be reopened. */
  readonly follows: string | null;
  readonly traceId: string | null;
  /** Before all of it. */
  readonly severityBefore: Severity;
  state: IncidentState;
  severity: Severity;
  /** Null while it is active. */
  resolvedAt: Date | null;
  alertCount: number;
  firingCount: number;
  lastAlertAt: Date | null;
  /** Here, by what fired again. */
  reopenedAt: Date | null;
  /** Here, because nothing of it fires any more. */
  isOver: boolean;
  isTouched: boolean;
  readonly joined: AlertChange[];
  readonly firedAgain: AlertChange[];
  readonly resolved: AlertChange[];
}

/** That an alert is part of an incident, as it was told of last. */
export interface Membership {
  readonly incidentId: string;
  readonly status: AlertStatus;
  readonly severity: Severity;
}

/** The latest incident of a grouping key, and when an alert that has it was last told of. */
export interface KeyHolder {
  readonly incidentId: string;
  readonly lastAt: Date;
}

/** What is known before; grouping turns it into what holds after. */
export interface GroupingWorld {
  readonly incidents: Map<string, GroupedIncident>;
  /** By alert. */
  readonly memberships: Map<string, Membership>;
  /** By grouping key. */
  readonly keys: Map<string, KeyHolder>;
}

const ranks: Readonly<Record<Severity, number>> = { info: 1, warning: 2, critical: 3 };
export const isWorse = (severity: Severity, than: Severity): boolean =>
  ranks[severity] > ranks[than];

/** Whoever resolved the last of its alerts here; nobody where sources told of it. */
export const overBy = ({ resolved }: Pick<GroupedIncident, 'resolved'>): AlertChange['by'] =>
  resolved.at(-1)?.by;

/** It is over, and nobody made it so. */
export const hasResolvedItself = (
  incident: Pick<GroupedIncident, 'isOver' | 'resolved'>,
): boolean => incident.isOver && overBy(incident) === undefined;

export const isActive = ({ state }: Pick<GroupedIncident, 'state'>): boolean =>
  state === 'open' || state === 'acknowledged';

/** Longer titles are of no use to anybody. */
export const titleLength = 200;

/** What has just been read, or made: nothing has happened to it yet. */
export const untouched = {
  reopenedAt: null,
  isOver: false,
  isTouched: false,
} as const;

export const openIncident = (
  id: string,
  change: AlertChange,
  follows: string | null,
): GroupedIncident => ({
  ...untouched,
  id,
  isNew: true,
  title: change.name.slice(0, titleLength),
  service: change.service,
  openedAt: change.at,
  follows,
  traceId: change.traceId ?? null,
  severityBefore: change.severity,
  state: 'open',
  severity: change.severity,
  resolvedAt: null,
  alertCount: 0,
  firingCount: 0,
  lastAlertAt: null,
  joined: [],
  firedAgain: [],
  resolved: [],
});
