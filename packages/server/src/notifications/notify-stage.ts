import { AlertSourceKind } from '@taffrail/contract';
import { z } from 'zod';
import type { Stage, StageContext, StageResult } from '../alert-runs/alert-runs.ts';
import { routeAlerts, type RoutedAlert } from './routing/matching.ts';
import { listRouteRows } from './routing/routes.store.ts';
import { toAskedRoutes } from './routing/to-route.ts';
import { kindOf } from './sending/decide.ts';
import { rowId } from './sending/notification-id.ts';
import {
  insertNotification,
  listAttempts,
  listSendingChannels,
  listTold,
  type AttemptRow,
} from './sending/notifications.store.ts';
import { incidentTitle } from './messages/incident-message.ts';
import { toReasonWords } from './messages/reason-words.ts';
import {
  findAnalysis,
  findSubject,
  listRoutedAlerts,
  type AlertRow,
  type SubjectRow,
} from './sending/subject.store.ts';
import { tellChannel, type Outcome, type Target } from './sending/tell-incident.ts';

const Labels = z.record(z.string(), z.string());

const toRouted = (row: AlertRow, { severity, service }: SubjectRow): RoutedAlert => ({
  severity,
  sourceKind: AlertSourceKind.parse(row.source_kind),
  service: row.service ?? service,
  labels: Labels.safeParse(row.labels).data ?? {},
});

interface Destinations {
  /** By channel: the route that led there; null of one that only hears that it is over. */
  readonly channels: ReadonlyMap<string, string | null>;
  readonly unrouted: 'no_route' | 'no_channel' | null;
}

/** Whoever was told of an incident hears that it is over, whatever routes say by then. */
const findDestinations = async (
  { db }: StageContext,
  subject: SubjectRow,
  told: readonly { readonly channel_id: string }[],
): Promise<Destinations> => {
  const [rows, alerts] = await Promise.all([listRouteRows(db), listRoutedAlerts(db, subject.id)]);
  const routed = routeAlerts(
    toAskedRoutes(rows),
    alerts.map((row) => toRouted(row, subject)),
  );
  const isOver = kindOf(subject) === 'resolved';
  const channels = new Map<string, string | null>(routed.channels);
  if (isOver) for (const { channel_id: id } of told) if (!channels.has(id)) channels.set(id, null);
  // That it is over is no news for those who never heard of it.
  if (channels.size > 0 || isOver) return { channels, unrouted: null };
  return { channels, unrouted: routed.matches ? 'no_channel' : 'no_route' };
};

/** That nobody was told is a row of its own, once a run. */
const tellNobody = async (
  { db, clock, changes, run, key }: StageContext,
  subject: SubjectRow,
  { reason, before }: { reason: 'no_route' | 'no_channel'; before: readonly AttemptRow[] },
): Promise<StageResult> => {
  const kind = kindOf(subject);
  if (!before.some(({ state }) => state === 'unrouted')) {
    await insertNotification(db, {
      id: rowId(key, 'nobody'),
      created_at: clock.now(),
      kind,
      state: 'unrouted',
      reason,
      run_id: run.id,
      incident_id: run.incidentId,
      alert_id: run.alertId,
      trace_id: run.traceId,
      severity: subject.severity,
      title: incidentTitle(kind, subject),
      attempt: 1,
    });
    changes.announce('notifications');
  }
  return { state: 'skipped', reason: 'nothing_found', output: { unrouted: true, reason } };
};

const longestFailure = 500;

const toResult = (outcomes: readonly Outcome[]): StageResult => {
  const count = (state: Outcome['state']): number =>
    outcomes.filter((outcome) => outcome.state === state).length;
  const output = {
    sent: count('sent'),
    held: count('held'),
    skipped: count('skipped'),
    sentBefore: count('done'),
  };
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  const [first] = failed;
  if (first) {
    const passing = failed.filter(({ isFinal }) => !isFinal);
    const waits = passing.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
    const message = failed
      .map(
        ({ channelName, reason, failure }) => `${channelName}: ${failure || toReasonWords(reason)}`,
      )
      .join(' ')
      .slice(0, longestFailure);
    return {
      state: 'failed',
      errorType: `notification_${(passing[0] ?? first).reason}`,
      message,
      isFinal: passing.length === 0,
      ...(waits.length > 0 && { retryAfterMs: Math.max(...waits) }),
    };
  }
  if (output.sent + output.held + output.sentBefore === 0)
    return { state: 'skipped', reason: 'not_applicable', output };
  return { state: 'succeeded', output };
};

/** Waits for all, also where one throws: the next attempt must find what each came to. */
const allOf = async (telling: readonly Promise<Outcome>[]): Promise<Outcome[]> => {
  const settled = await Promise.allSettled(telling);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
};

const run = async (context: StageContext): Promise<StageResult> => {
  const { db, run: current, key } = context;
  const [subject, told, before] = await Promise.all([
    findSubject(db, current.incidentId),
    listTold(db, current.incidentId),
    listAttempts(db, current.id),
  ]);
  if (!subject) return { state: 'skipped', reason: 'nothing_found' };
  const { channels, unrouted } = await findDestinations(context, subject, told);
  if (unrouted !== null) return tellNobody(context, subject, { reason: unrouted, before });
  const [rows, analysis] = await Promise.all([
    listSendingChannels(db, [...channels.keys()]),
    findAnalysis(db, current.id),
  ]);
  const telling = { run: current, key, subject, analysis };
  const targets: Target[] = rows.map((channel) => ({
    channel,
    routeId: channels.get(channel.id) ?? null,
    told: told.find(({ channel_id: id }) => id === channel.id),
    before: before.find(({ channel_id: id }) => id === channel.id),
    askedForAt: context.askedForAt,
  }));
  return toResult(await allOf(targets.map((target) => tellChannel(context, telling, target))));
};

/** Tells whoever routes say of what an incident has come to. */
export const notifyStage: Stage = { name: 'notify', run };
