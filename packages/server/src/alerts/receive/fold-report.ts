import { flapping } from '@taffrail/contract';
import type { ReportEffect, AlertState } from './alert-state.ts';
import { hasOtherContext } from './context-labels.ts';
import { diffReport } from './diff-report.ts';
import type { AlertReport, ReportedAlerts } from './report.ts';

/** A report as it is kept, with what it came by. */
export interface Told {
  readonly report: AlertReport;
  readonly receivedAt: Date;
  readonly source: ReportedAlerts['source'];
  readonly deliveryId: string | null;
}

export interface Folded {
  readonly state: AlertState;
  readonly effect: ReportEffect;
}

/**
 * A report of what has just ended may still have been on its way; one that comes later says that it
 * fires on, as after an Alertmanager that lost sight of Prometheus for a while.
 */
const onItsWayMs = 5 * 60_000;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** Since when it flaps is not told by one start but by the last few. */
const noteStart = (
  starts: readonly Date[],
  at: Date,
): Pick<AlertState, 'recentStarts' | 'flappingUntil'> => {
  const recentStarts = [...starts, at].slice(-flapping.starts);
  const [first] = recentStarts;
  const until = new Date((first?.getTime() ?? 0) + flapping.withinMs);
  const flaps = recentStarts.length === flapping.starts && until > at;
  return { recentStarts, flappingUntil: flaps ? until : null };
};

const saidBy = ({ report, source, deliveryId }: Told) => ({
  sourceName: source.name,
  name: report.name,
  severity: report.severity,
  status: report.status,
  description: report.description,
  labels: report.labels,
  annotations: report.annotations,
  service: report.service,
  groupKey: report.groupKey,
  url: report.url,
  isAcknowledgedBySender: report.isAcknowledgedBySender,
  endedAt: report.endedAt,
  deliveryId,
});

const isFiring = ({ report }: Told): boolean => report.status === 'firing';

/** Heard of for the first time. One that is over already is kept, and nobody is bothered with it. */
const open = (id: string, told: Told): Folded => {
  const { report, receivedAt, source } = told;
  const starts = isFiring(told)
    ? noteStart([], receivedAt)
    : { recentStarts: [], flappingUntil: null };
  const state: AlertState = {
    id,
    sourceKind: source.kind,
    sourceId: source.id.toLowerCase(),
    fingerprint: report.fingerprint,
    ...saidBy(told),
    startedAt: report.startedAt,
    resolvedById: null,
    resolvedBy: null,
    firstSeenAt: receivedAt,
    lastSeenAt: receivedAt,
    settledAt: receivedAt,
    occurrences: isFiring(told) ? 1 : 0,
    ...starts,
    isGrouped: false,
    traceId: report.traceId,
    version: 1,
  };
  const kind = isFiring(told) ? 'opened' : 'resolved';
  return {
    state,
    effect: { kind, changes: [], matters: isFiring(told) ? 'created' : undefined },
  };
};

/** Whether what is known is newer than what is told. */
const isLate = (state: AlertState, { report, receivedAt }: Told): boolean => {
  if (receivedAt < state.settledAt) return true;
  if (state.endedAt !== null && report.status === 'firing')
    return (
      report.startedAt <= state.endedAt &&
      receivedAt.getTime() - state.settledAt.getTime() < onItsWayMs
    );
  // It ended, and has begun to fire again since.
  return report.endedAt !== null && state.status === 'firing' && report.endedAt < state.startedAt;
};

const kindOf = (state: AlertState, report: AlertReport, isChanged: boolean) => {
  if (state.status !== report.status) return report.status === 'firing' ? 'reopened' : 'resolved';
  return isChanged ? 'changed' : 'repeated';
};

/** What happens to an alert that fires matters; of one that is over only that it is. */
const matterOf = (state: AlertState, report: AlertReport): ReportEffect['matters'] => {
  if (state.status !== report.status) return 'status';
  if (report.status === 'resolved') return undefined;
  if (state.severity !== report.severity) return 'severity';
  const isElsewhere =
    state.service !== report.service || hasOtherContext(state.labels, report.labels);
  return isElsewhere ? 'context' : undefined;
};

const note = (state: AlertState, told: Told): AlertState => ({
  ...state,
  firstSeenAt: earlier(state.firstSeenAt, told.receivedAt),
  lastSeenAt: later(state.lastSeenAt, told.receivedAt),
  occurrences: state.occurrences + (isFiring(told) ? 1 : 0),
});

const take = (state: AlertState, told: Told): Folded => {
  const { report, receivedAt } = told;
  const changes = diffReport(state, report);
  const matters = matterOf(state, report);
  const kind = kindOf(state, report, changes.length > 0);
  const isOver = state.status === 'resolved' && report.status === 'resolved';
  const next: AlertState = {
    ...note(state, told),
    ...saidBy(told),
    ...(kind === 'reopened' && {
      ...noteStart(state.recentStarts, receivedAt),
      startedAt: report.startedAt,
      resolvedById: null,
      resolvedBy: null,
    }),
    // How it ended is told once: by whoever said so first.
    ...(isOver && { endedAt: state.endedAt }),
    settledAt: receivedAt,
    traceId: report.traceId ?? state.traceId,
    version: state.version + (matters === undefined ? 0 : 1),
  };
  return { state: next, effect: { kind, changes, matters } };
};

/** What becomes of an alert by a report of it. */
export const foldReport = (
  state: AlertState | undefined,
  told: Told,
  makeId: () => string,
): Folded => {
  if (!state) return open(makeId(), told);
  if (!isLate(state, told)) return take(state, told);
  return {
    state: note(state, told),
    effect: { kind: 'late', changes: [], matters: undefined },
  };
};
