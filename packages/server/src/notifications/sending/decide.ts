import type { NotificationReason, Severity } from '@taffrail/contract';
import type { AttemptRow, SendingChannelRow, ToldRow } from './notifications.store.ts';
import type { SubjectRow } from './subject.store.ts';

const ranks: Readonly<Record<Severity, number>> = { info: 1, warning: 2, critical: 3 };

export type MessageKind = 'firing' | 'resolved';

export const kindOf = ({ state }: Pick<SubjectRow, 'state'>): MessageKind =>
  state === 'resolved' || state === 'closed' ? 'resolved' : 'firing';

/**
 * Why a channel is told nothing; null where there is news for it. What it knows decides, not what
 * happened: however many alerts join, it hears that something fires, that it got worse, that it is
 * over and that it came back, each once.
 */
export const whyQuiet = (
  subject: Pick<SubjectRow, 'state' | 'severity'>,
  channel: Pick<SendingChannelRow, 'is_enabled' | 'tells_resolved'>,
  told: Pick<ToldRow, 'kind' | 'severity'> | undefined,
): NotificationReason | null => {
  if (!channel.is_enabled) return 'channel_disabled';
  if (kindOf(subject) === 'resolved') {
    if (told === undefined) return 'never_told';
    if (told.kind === 'resolved') return 'already_told';
    return channel.tells_resolved ? null : 'resolved_off';
  }
  if (told === undefined || told.kind === 'resolved' || told.severity === null) return null;
  return ranks[subject.severity] > ranks[told.severity] ? null : 'already_told';
};

const finalReasons: ReadonlySet<NotificationReason | null> = new Set<NotificationReason>([
  'refused',
  'forbidden_address',
  'misconfigured',
  'channel_removed',
]);

export const isFinalReason = (reason: NotificationReason | null): boolean =>
  finalReasons.has(reason);

/** Of a channel in a run. */
export type Left = 'begin' | 'again' | 'resume' | 'done' | 'failed';

/**
 * What is left to do for a channel in a run, of which it may have had a part before. What was refused
 * for good is tried once more each time that somebody asks for it.
 */
export const whatIsLeft = (before: AttemptRow | undefined, askedForAt: Date | null): Left => {
  if (!before) return 'begin';
  // It was handed over, and nobody knows how that ended.
  if (before.state === 'sending') return 'resume';
  if (before.state !== 'failed') return 'done';
  const isAskedFor = askedForAt !== null && before.created_at <= askedForAt;
  return isFinalReason(before.reason) && !isAskedFor ? 'failed' : 'again';
};
