import type { MappedStatus, Severity } from '@taffrail/contract';

/** What senders call how bad it is, and how it stands; in lower case. */
const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'critical crit fatal emergency emerg alert disaster page blocker high p0 p1 sev0 sev1',
  warning: 'warning warn error err major minor average medium moderate ticket p2 p3 sev2 sev3',
  info: 'info information informational notice debug low none ok sample p4 p5 sev4 sev5',
};

const statusWords: Readonly<Partial<Record<MappedStatus, string>>> = {
  firing:
    'firing alerting triggered trigger open opened created active activated problem down failed failing error critical warning',
  acknowledged: 'acknowledged acknowledge ack acked',
  resolved: 'resolved resolve recovered recovery closed close inactive normal ok up success fixed',
};

const invert = <Meaning extends string>(
  words: Readonly<Partial<Record<Meaning, string>>>,
): ReadonlyMap<string, Meaning> =>
  new Map(
    (Object.entries(words) as [Meaning, string][]).flatMap(([meaning, list]) =>
      list.split(' ').map((word) => [word, meaning] as const),
    ),
  );

const severities = invert(severityWords);
const statuses = invert(statusWords);

export const normalise = (word: string): string => word.trim().toLowerCase();

/** Undefined of a word that nobody uses for it. */
export const readSeverity = (word: string): Severity | undefined =>
  severities.get(normalise(word.slice(0, 100)));

export const readStatus = (word: string): MappedStatus | undefined =>
  statuses.get(normalise(word.slice(0, 100)));
