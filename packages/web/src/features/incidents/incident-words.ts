import type { Incident, IncidentAction, IncidentCause } from '@taffrail/contract';

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

/** How long it lasted, or does so far: in whole seconds, and at least one. */
export const lastedMs = (
  { openedAt, resolvedAt }: Pick<Incident, 'openedAt' | 'resolvedAt'>,
  now: Date,
): number => {
  const end = resolvedAt === null ? now.getTime() : Date.parse(resolvedAt);
  return Math.max(1, Math.floor((end - Date.parse(openedAt)) / 1_000)) * 1_000;
};

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
