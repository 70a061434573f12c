import type { AutofixRun } from '@taffrail/contract';
import { formatDay } from '../../../lib/time/format-time.ts';
import { startOf } from '../../../lib/time/zoned-time.ts';

export interface FeedDay {
  /** When the day begins in its zone. */
  readonly key: string;
  /** `Today`, `Yesterday`, `18 Nov`. */
  readonly title: string;
  readonly runs: readonly AutofixRun[];
}

const titleOf = (at: Date, now: Date, timeZone: string): string => {
  const day = startOf(at, 'd', timeZone).getTime();
  const today = startOf(now, 'd', timeZone);
  const yesterday = startOf(new Date(today.getTime() - 1), 'd', timeZone);
  if (day === today.getTime()) return 'Today';
  if (day === yesterday.getTime()) return 'Yesterday';
  return formatDay(at, timeZone, now);
};

/** Attempts in the order given, a group for each day. */
export const groupByDay = (
  runs: readonly AutofixRun[],
  timeZone: string,
  now: Date,
): readonly FeedDay[] => {
  const days = Map.groupBy(runs, ({ createdAt }) =>
    startOf(new Date(createdAt), 'd', timeZone).toISOString(),
  );
  return [...days].map(([key, group]) => ({
    key,
    title: titleOf(new Date(key), now, timeZone),
    runs: group,
  }));
};
