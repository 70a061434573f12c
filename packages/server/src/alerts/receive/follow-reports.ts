import { isUuid } from '../../platform/ids.ts';
import type { AlertState } from './alert-state.ts';
import { cleanReport } from './clean-report.ts';
import { foldReport, type Folded, type Told } from './fold-report.ts';
import type { AlertKey } from './alerts.store.ts';
import type { NewAlertEvent } from './events.store.ts';
import type { ReportedAlerts } from './report.ts';
import type { Turn } from './settle-alerts.ts';

/** A report, the alert that it is of, and what it is known by itself. */
interface Arrived extends Told {
  readonly key: AlertKey;
  readonly eventKey: string | null;
}

/** What an alert is known by, as text. */
export const nameOf = ({ sourceKind, sourceId, fingerprint }: AlertKey): string =>
  `${sourceKind} ${sourceId} ${fingerprint}`;

/** Of an alert that stands twice in one delivery, what is said last. */
export const toArrived = ({ source, eventKey, receivedAt, alerts }: ReportedAlerts): Arrived[] => {
  const byFingerprint = new Map<string, Arrived>();
  for (const sent of alerts) {
    const report = cleanReport(sent, receivedAt);
    const { fingerprint } = report;
    const key = { sourceKind: source.kind, sourceId: source.id.toLowerCase(), fingerprint };
    const isDelivered = source.kind !== 'check' && source.kind !== 'heartbeat';
    const deliveryId = isDelivered && eventKey !== null && isUuid(eventKey) ? eventKey : null;
    byFingerprint.set(fingerprint, { report, receivedAt, source, deliveryId, key, eventKey });
  }
  return [...byFingerprint.values()];
};

/** By alert, sorted by their keys; the reports of each in the order in which they were received. */
export const groupByAlert = (
  arrived: readonly Arrived[],
): ReadonlyMap<string, readonly Arrived[]> => {
  const groups = new Map<string, Arrived[]>();
  for (const one of arrived.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())) {
    const name = nameOf(one.key);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  return new Map([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

/** What one alert went through. */
export interface Course {
  readonly before: AlertState | undefined;
  readonly steps: readonly (Folded & { readonly event: NewAlertEvent; readonly told: Told })[];
}

/** Reads the reports of an alert one after another, each only once. */
export const follow = (
  before: AlertState | undefined,
  arrived: readonly Arrived[],
  {
    isRead,
    makeId,
  }: { isRead: (eventKey: string, alertId: string) => boolean; makeId: () => string },
): Course => {
  const steps: Course['steps'][number][] = [];
  const seen = new Set<string>();
  let state = before;
  for (const told of arrived) {
    const { eventKey } = told;
    if (eventKey !== null) {
      if (seen.has(eventKey) || (state && isRead(eventKey, state.id))) continue;
      seen.add(eventKey);
    }
    const folded = foldReport(state, told, makeId);
    state = folded.state;
    const event = {
      ...folded.effect,
      id: makeId(),
      at: told.receivedAt,
      alertId: state.id,
      eventKey,
      status: told.report.status,
      severity: told.report.severity,
      actor: null,
      runId: null,
    };
    steps.push({ ...folded, event, told });
  }
  return { before, steps };
};

const toTurn = (
  step: Course['steps'][number] | undefined,
  previousStatus: AlertState['status'] | null,
): Turn[] => {
  const matters = step?.effect.matters;
  if (!step || !matters) return [];
  const { state, event, told } = step;
  return [
    {
      state,
      previousStatus,
      matters,
      eventId: event.id,
      at: told.receivedAt,
      traceId: told.report.traceId,
    },
  ];
};

/**
 * What there is to do about an alert: what it came to; and where it fired and ended in one go, that
 * it fired, first.
 */
export const turnsOf = ({ before, steps }: Course): { first: Turn[]; last: Turn[] } => {
  const mattering = steps.filter(({ effect }) => effect.matters !== undefined);
  const last = mattering.at(-1);
  const was = before?.status ?? null;
  if (last?.state.status === 'resolved' && was !== 'firing') {
    const fired = mattering.findLast(({ state }) => state.status === 'firing');
    return { first: toTurn(fired, was), last: toTurn(last, 'firing') };
  }
  // One that ended and fires again meanwhile has fired again.
  const isBack = last?.state.status === 'firing' && was === 'firing';
  const endedBetween = mattering.some(({ state }) => state.status === 'resolved');
  return { first: [], last: toTurn(last, isBack && endedBetween ? 'resolved' : was) };
};
