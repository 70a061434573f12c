import type { TimelineEntry } from '@taffrail/contract';
import { formatCount, formatDuration, plural } from '../../../lib/format.ts';
import { reasonWords, statusLooks } from '../../../ui/run-looks.ts';
import { severityLooks } from '../../../ui/severity.tsx';
import type { StatusName } from '../../../ui/status.tsx';
import { causeWords, numberOf } from '../incident-words.ts';

type RecordEntry = Extract<TimelineEntry, { type: 'record' }>;
type StageEntry = Extract<TimelineEntry, { type: 'stage' }>;
type NotificationEntry = Extract<TimelineEntry, { type: 'notification' }>;

export interface EntryWords {
  readonly status: StatusName;
  readonly text: string;
  /** What was written or told, from outside or by somebody. */
  readonly more: string | null;
}

/** `HighErrorRate, DiskFull and 3 more` */
const nameAlerts = ({ alerts }: RecordEntry): string => {
  if (!alerts) return 'alerts';
  const { count, named } = alerts;
  const names = named.map(({ name }) => name).join(', ');
  if (count === 0 || names === '') return plural(count, 'alert');
  return count > named.length ? `${names} and ${formatCount(count - named.length)} more` : names;
};

const incidentsOf = ({ incidents }: RecordEntry): string =>
  incidents.map(numberOf).join(', ') || 'another incident';

type RecordWords = (entry: RecordEntry) => { status: StatusName; text: string };

/** As the incident itself, or with the last of its alerts. */
const howResolved = ({ cause, alerts }: RecordEntry): string => {
  if (alerts) return ' with the last of its alerts';
  return cause && cause !== 'unknown' ? `: ${causeWords[cause].toLowerCase()}` : '';
};

const isItself = ({ actor }: RecordEntry): boolean => actor.kind === 'system';

const recordWords: Readonly<Record<RecordEntry['kind'], RecordWords>> = {
  opened: (entry) => ({ status: 'error', text: `Opened by ${nameAlerts(entry)}` }),
  alerts_joined: (entry) => ({ status: 'warning', text: `Joined by ${nameAlerts(entry)}` }),
  alerts_fired_again: (entry) => ({ status: 'warning', text: `Fired again: ${nameAlerts(entry)}` }),
  alerts_resolved: (entry) => ({
    status: 'ok',
    text: isItself(entry)
      ? `Over: ${nameAlerts(entry)}`
      : `${entry.actor.label} resolved ${nameAlerts(entry)}`,
  }),
  severity_raised: ({ severity }) => ({
    status: 'error',
    text: severity
      ? `Raised from ${severityLooks[severity.from].word.toLowerCase()} to ${severityLooks[severity.to].word.toLowerCase()}`
      : 'Raised',
  }),
  acknowledged: ({ actor }) => ({ status: 'running', text: `${actor.label} acknowledged it` }),
  unacknowledged: ({ actor }) => ({
    status: 'info',
    text: `${actor.label} took the acknowledgement back`,
  }),
  resolved: (entry) =>
    isItself(entry)
      ? { status: 'ok', text: 'Resolved by itself: the last of its alerts is over' }
      : {
          status: 'ok',
          text: `${entry.actor.label} resolved it${howResolved(entry)}`,
        },
  closed: ({ actor }) => ({ status: 'idle', text: `${actor.label} closed it` }),
  reopened: (entry) =>
    isItself(entry)
      ? { status: 'error', text: `Reopened: ${nameAlerts(entry)} fired again` }
      : { status: 'error', text: `${entry.actor.label} reopened it` },
  assigned: ({ actor, owner }) => ({
    status: 'info',
    text:
      owner === null
        ? `${actor.label} took it from its owner`
        : owner === actor.label
          ? `${owner} took it`
          : `${actor.label} gave it to ${owner}`,
  }),
  commented: ({ actor }) => ({ status: 'info', text: `${actor.label} noted` }),
  merged: (entry) => ({
    status: 'info',
    text: `${entry.actor.label} merged ${incidentsOf(entry)} into it`,
  }),
  merged_into: (entry) => ({
    status: 'idle',
    text: `${entry.actor.label} merged it into ${incidentsOf(entry)}`,
  }),
  split_off: (entry) => ({
    status: 'info',
    text: `${entry.actor.label} gave ${nameAlerts(entry)} an incident of their own, ${incidentsOf(entry)}`,
  }),
  split_from: (entry) => ({
    status: 'info',
    text: `${entry.actor.label} split it from ${incidentsOf(entry)}, with ${nameAlerts(entry)}`,
  }),
};

const stageWords = (entry: StageEntry): EntryWords => {
  const { status, word } = statusLooks[entry.status];
  const attempt = entry.attempt > 1 ? `, attempt ${entry.attempt}` : '';
  const took =
    entry.durationMs === null || entry.status === 'skipped'
      ? ''
      : ` in ${formatDuration(entry.durationMs)}`;
  const failure = [entry.errorType, entry.errorMessage].filter((part) => part !== null).join(': ');
  return {
    status,
    text: `Stage ${entry.stage} ${word.toLowerCase()}${took}${attempt}`,
    more: entry.reason === null ? failure || null : reasonWords[entry.reason],
  };
};

const notificationLooks: Readonly<Record<string, { status: StatusName; word: string }>> = {
  sending: { status: 'running', word: 'Being sent' },
  sent: { status: 'ok', word: 'Sent' },
  failed: { status: 'error', word: 'Not sent' },
  held: { status: 'warning', word: 'Held for a digest' },
  digested: { status: 'ok', word: 'Told in a digest' },
  skipped: { status: 'idle', word: 'Skipped' },
  unrouted: { status: 'warning', word: 'No route leads anywhere' },
};

const notificationWords = ({ state, channel, attempt, reason }: NotificationEntry): EntryWords => {
  const { status, word } = notificationLooks[state] ?? { status: 'unknown', word: state };
  const to = channel === null ? '' : ` to ${channel}`;
  return {
    status,
    text: `${word}${to}${attempt > 1 ? `, attempt ${attempt}` : ''}`,
    more: reason === null ? null : reason.replaceAll('_', ' '),
  };
};

/** What happened, as a sentence. */
export const sayEntry = (entry: TimelineEntry): EntryWords => {
  if (entry.type === 'stage') return stageWords(entry);
  if (entry.type === 'notification') return notificationWords(entry);
  return { ...recordWords[entry.kind](entry), more: entry.note };
};
