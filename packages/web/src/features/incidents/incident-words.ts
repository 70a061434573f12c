import type { Incident, IncidentAction, IncidentCause, IncidentState } from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';

export const stateLooks = {
  open: { status: 'info', word: 'Open' },
  acknowledged: { status: 'running', word: 'Acknowledged' },
  resolved: { status: 'ok', word: 'Resolved' },
  closed: { status: 'idle', word: 'Closed' },
} as const satisfies Record<IncidentState, { status: StatusName; word: string }>;

export const causeWords = {
  code_change: 'A change of the code',
  configuration: 'A change of the configuration',
  dependency: 'Something it depends on',
  capacity: 'Too much at once',
  data: 'The data',
  false_alarm: 'A false alarm',
  unknown: 'Nobody knows yet',
} as const satisfies Record<IncidentCause, string>;

/** What a button says, and what is said once it is done. */
export const actionWords = {
  acknowledge: { verb: 'Acknowledge', done: 'acknowledged' },
  unacknowledge: { verb: 'Take back', done: 'open again' },
  resolve: { verb: 'Resolve', done: 'resolved' },
  close: { verb: 'Close', done: 'closed' },
  reopen: { verb: 'Reopen', done: 'open again' },
} as const satisfies Record<IncidentAction, { verb: string; done: string }>;

/** `#1042` */
export const numberOf = ({ number }: Pick<Incident, 'number'>): string => `#${number}`;

/** How long it lasted, or does so far. */
export const lastedMs = (
  { openedAt, resolvedAt }: Pick<Incident, 'openedAt' | 'resolvedAt'>,
  now: Date,
): number =>
  Math.max(
    0,
    (resolvedAt === null ? now.getTime() : Date.parse(resolvedAt)) - Date.parse(openedAt),
  );

/** What decides what comes next. */
export type Standing = Pick<
  Incident,
  'state' | 'owner' | 'alerts' | 'lastRun' | 'mergedInto' | 'resolvedByItself'
>;

/** What somebody should do about it next, in a few words; null when nothing is to be done. */
export const nextStep = ({
  state,
  alerts,
  lastRun,
  mergedInto,
  resolvedByItself,
}: Standing): string | null => {
  if (mergedInto !== null) return `Goes on as #${mergedInto.number}`;
  if (state === 'open') return 'Acknowledge it';
  if (state === 'closed') return null;
  if (state === 'resolved') return resolvedByItself ? 'See what it was, then close' : 'Close it';
  if (lastRun?.status === 'failed') return 'Look at the failed run';
  return alerts.firing > 0 ? 'Find the cause, then resolve' : 'Nothing fires: resolve it';
};
