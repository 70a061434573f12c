import type { NotificationReason } from '@taffrail/contract';
import { toAcknowledgeUrl } from '../acknowledging/acknowledge-link.ts';
import type { SendResult } from '../drivers/driver.ts';
import { incidentTitle, toIncidentMessage } from '../messages/incident-message.ts';
import { toReasonWords } from '../messages/reason-words.ts';
import { whatIsLeft, whyQuiet, kindOf, type MessageKind } from './decide.ts';
import { deliver, type Sender } from './deliver.ts';
import { messageId, rowId } from './notification-id.ts';
import {
  insertNotification,
  updateNotification,
  type AttemptRow,
  type NewNotification,
  type Place,
  type SendingChannelRow,
  type ToldRow,
} from './notifications.store.ts';
import type { AnalysisRow, SubjectRow } from './subject.store.ts';
import { enqueueDigest, lockChannelCount, mustWait } from './throttle.store.ts';

/** The run that has something to tell, as far as a message needs it. */
export interface TellingRun {
  readonly id: string;
  readonly incidentId: string;
  readonly alertId: string;
  readonly traceId: string;
}

export interface Telling {
  readonly run: TellingRun;
  /** Names this attempt of the stage. */
  readonly key: string;
  readonly subject: SubjectRow;
  readonly analysis: AnalysisRow | undefined;
}

/** One channel, what led to it, what it knows, and what this run did for it before. */
export interface Target {
  readonly channel: SendingChannelRow;
  readonly routeId: string | null;
  readonly told: ToldRow | undefined;
  readonly before: AttemptRow | undefined;
  /** When somebody wanted it tried again, whatever it had failed with. */
  readonly askedForAt: Date | null;
}

export type Outcome =
  | { readonly state: 'sent' | 'held' | 'done' }
  | { readonly state: 'skipped'; readonly reason: NotificationReason }
  | {
      readonly state: 'failed';
      readonly channelName: string;
      readonly reason: NotificationReason;
      readonly failure: string;
      readonly isFinal: boolean;
      readonly retryAfterMs?: number;
    };

const newRow = (
  sender: Sender,
  { run, key, subject }: Telling,
  { channel, routeId, before }: Target,
  kind: MessageKind,
) => ({
  id: rowId(key, channel.id),
  created_at: sender.clock.now(),
  kind,
  channel_id: channel.id,
  route_id: routeId,
  run_id: run.id,
  incident_id: run.incidentId,
  alert_id: run.alertId,
  trace_id: run.traceId,
  severity: subject.severity,
  title: incidentTitle(kind, subject),
  attempt: (before?.attempt ?? 0) + 1,
});

/**
 * Whether it goes out now or waits for a digest is decided in one transaction with its row; where
 * nothing is throttled there is nothing to decide.
 */
const claim = async (
  { db, clock }: Sender,
  row: Omit<NewNotification, 'state'>,
  { id: channelId, throttle_messages: most, throttle_seconds: seconds }: SendingChannelRow,
): Promise<'sending' | 'held'> => {
  if (most === null || seconds === null) {
    await insertNotification(db, { ...row, state: 'sending' });
    return 'sending';
  }
  return db.transaction().execute(async (tx) => {
    const now = clock.now().getTime();
    await lockChannelCount(tx, channelId);
    const since = new Date(now - seconds * 1_000);
    if (!(await mustWait(tx, { channelId, since, most }))) {
      await insertNotification(tx, { ...row, state: 'sending' });
      return 'sending';
    }
    await insertNotification(tx, { ...row, state: 'held', reason: 'throttled' });
    await enqueueDigest(tx, { channelId, at: new Date(now + seconds * 1_000), attempt: 1 });
    return 'held';
  });
};

const toOutcome = (result: SendResult, channelName: string): Outcome =>
  result.state === 'sent' ? { state: 'sent' } : { ...result, channelName };

const send = async (
  sender: Sender,
  telling: Telling,
  target: Target,
  {
    place,
    kind,
    isPossiblyRepeated,
  }: { place: Place; kind: MessageKind; isPossiblyRepeated: boolean },
): Promise<Outcome> => {
  const { subject, analysis, run } = telling;
  const { channel, told } = target;
  const isOpen = subject.state === 'open' && kind === 'firing';
  const message = toIncidentMessage({
    kind,
    id: messageId(run.id, channel.id),
    subject,
    analysis,
    traceId: run.traceId,
    publicUrl: sender.publicUrl,
    acknowledgeUrl: isOpen
      ? toAcknowledgeUrl(sender, { incidentId: subject.id, channelId: channel.id })
      : null,
    answers: told?.kind === 'firing' ? told.external_id : null,
    isPossiblyRepeated,
    at: place.created_at,
  });
  return toOutcome(await deliver(sender, { place, channel, message }), channel.name);
};

/** Nobody knows whether it arrived: it is sent again, and says so. */
const resume = async (
  sender: Sender,
  telling: Telling,
  target: Target,
  before: AttemptRow,
): Promise<Outcome> => {
  await updateNotification(sender.db, before, { is_possibly_repeated: true });
  const kind = before.kind === 'resolved' ? 'resolved' : 'firing';
  return send(sender, telling, target, { place: before, kind, isPossiblyRepeated: true });
};

const skip = async (
  sender: Sender,
  row: Omit<NewNotification, 'state'>,
  reason: NotificationReason,
): Promise<Outcome> => {
  await insertNotification(sender.db, { ...row, state: 'skipped', reason });
  return { state: 'skipped', reason };
};

/** Tells one channel what is new to it; in a later attempt only what is left of that. */
export const tellChannel = async (
  sender: Sender,
  telling: Telling,
  target: Target,
): Promise<Outcome> => {
  const { channel, told, before, askedForAt } = target;
  const left = whatIsLeft(before, askedForAt);
  if (left === 'done') return { state: 'done' };
  if (left === 'resume' && before) return resume(sender, telling, target, before);
  if (left === 'failed' && before?.reason) {
    const failure = toReasonWords(before.reason);
    const { reason } = before;
    return { state: 'failed', channelName: channel.name, reason, failure, isFinal: true };
  }
  const kind = kindOf(telling.subject);
  const row = newRow(sender, telling, target, kind);
  const quiet = whyQuiet(telling.subject, channel, told);
  if (quiet !== null) return skip(sender, row, quiet);
  // Without an answer it may have arrived all the same.
  const isPossiblyRepeated = before?.reason === 'timed_out';
  const claimed = await claim(
    sender,
    { ...row, is_possibly_repeated: isPossiblyRepeated },
    channel,
  );
  if (claimed === 'held') return { state: 'held' };
  return send(sender, telling, target, { place: row, kind, isPossiblyRepeated });
};
