import type { AlertEventKind } from '@taffrail/contract';
import { uuidV7 } from '../platform/ids.ts';
import type { AlertState } from './receive/alert-state.ts';
import {
  follow,
  groupByAlert,
  nameOf,
  toArrived,
  turnsOf,
  type Course,
} from './receive/follow-reports.ts';
import { countReports, findAlerts, lockSources, saveAlerts } from './receive/alerts.store.ts';
import { findReadReports, insertAlertEvents } from './receive/events.store.ts';
import type { ReceivingContext, ReportedAlerts } from './receive/report.ts';
import { settleAlerts } from './receive/settle-alerts.ts';

export type { AlertReport, ReceivingContext, ReportedAlerts } from './receive/report.ts';
export { resolveAlerts } from './resolving/resolve-many.ts';

/** In a delivery that may be replayed: the inbox keeps them for a month. */
const replayedMs = 31 * 86_400_000;

const news: ReadonlySet<AlertEventKind> = new Set(['opened', 'reopened', 'resolved', 'changed']);
/** What no event tells of. */
const quiet = ['sourceName', 'groupKey', 'traceId'] as const;

/** Of all others only the counts and times of an alert differ. */
const isNews = ({ before, steps }: Course): boolean => {
  const after = steps.at(-1)?.state;
  return (
    steps.some(({ effect }) => news.has(effect.kind)) ||
    quiet.some((field) => before?.[field] !== after?.[field])
  );
};

/**
 * Takes what sources report, in the transaction that notes that it was read: keeps alerts and what
 * was told of them, groups those that changed into incidents, and starts runs for what matters. What
 * is read twice counts once, what comes late turns no time back, and absence resolves nothing.
 *
 * Announce `alerts`, `incidents` and `pipelines` after the commit.
 */
export const receiveAlerts = async (
  context: ReceivingContext,
  reported: readonly ReportedAlerts[],
): Promise<void> => {
  const { tx, clock } = context;
  const groups = groupByAlert(reported.flatMap(toArrived));
  const keys = [...groups.values()].flatMap(([first]) => first?.key ?? []);
  if (keys.length === 0) return;
  await lockSources(tx, keys);
  const known = new Map((await findAlerts(tx, keys)).map((state) => [toName(state), state]));
  const isRead = await findRead(context, reported);
  const makeId = (): string => uuidV7(clock);

  const courses = [...groups].map(([name, arrived]) =>
    follow(known.get(name), arrived, { isRead, makeId }),
  );
  const turns = courses.map(turnsOf);
  const settled = await settleAlerts(context, [
    turns.flatMap(({ first }) => first),
    turns.flatMap(({ last }) => last),
  ]);
  const lastOf = ({ steps }: Course): AlertState[] =>
    steps.slice(-1).map(({ state }) => settled.linked(state));
  const told = courses.filter(({ steps }) => steps.length > 0);
  await saveAlerts(tx, told.filter(isNews).flatMap(lastOf));
  await countReports(tx, told.filter((course) => !isNews(course)).flatMap(lastOf));
  const events = told.flatMap(({ steps }) => steps.map(({ event }) => event));
  await insertAlertEvents(
    tx,
    events.map((event) => ({ ...event, runId: settled.runOf(event.id) })),
  );
};

const toName = ({ sourceKind, sourceId, fingerprint }: AlertState): string =>
  nameOf({ sourceKind, sourceId, fingerprint });

const findRead = async (
  { tx }: ReceivingContext,
  reported: readonly ReportedAlerts[],
): Promise<(eventKey: string, alertId: string) => boolean> => {
  const keys = [...new Set(reported.flatMap(({ eventKey }) => eventKey ?? []))];
  const oldest = Math.min(...reported.map(({ receivedAt }) => receivedAt.getTime()));
  const read = await findReadReports(tx, keys, new Date(oldest - replayedMs));
  const names = new Set(read.map(({ eventKey, alertId }) => `${alertId} ${eventKey}`));
  return (eventKey, alertId) => names.has(`${alertId} ${eventKey}`);
};
