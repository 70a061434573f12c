import { readDays } from '@taffrail/contract';
import { z } from 'zod';
import { formatCount } from '../format.ts';
import { resolveDays, writeDays } from './day-range.ts';
import { isQuickRange, type QuickRange } from './time-range.ts';
import { useTimeZone } from './time-zone.ts';
import { useNow } from './use-now.ts';

/** The ranges of a page that knows whole days only. */
export interface DayRanges {
  readonly quick: readonly QuickRange[];
  readonly usual: QuickRange;
  readonly mostDays: number;
}

/** What the API is asked for, or null where it is no range of days, or too long. */
export const toAskedDays = (
  range: string,
  { quick, mostDays }: DayRanges,
  now: Date,
  timeZone: string,
): string | null => {
  // The last hours are no days.
  if (isQuickRange(range)) return quick.includes(range) ? range : null;
  const span = resolveDays(range, now, timeZone);
  const days = span && readDays(writeDays(span));
  return days && days.days <= mostDays ? `${days.from}..${days.to}` : null;
};

/** Why days that are written cannot be shown. */
export const problemOfDays = (
  range: string,
  ranges: DayRanges,
  now: Date,
  timeZone: string,
): string | null => {
  if (toAskedDays(range, ranges, now, timeZone) === null)
    return `These are more than ${formatCount(ranges.mostDays)} days.`;
  const span = resolveDays(range, now, timeZone);
  const today = resolveDays('today', now, timeZone);
  return span && today && span.from >= today.to ? 'These days are still to come.' : null;
};

/** As other pages write it: a quick range, or `FROM..TO`. */
export const dayRangeParam = (ranges: DayRanges) =>
  z
    .string()
    .max(100)
    .refine((range) => toAskedDays(range, ranges, new Date(), 'UTC') !== null);

/** What the range of the address comes to by the clock: `now-7d..now` of tomorrow is other days. */
export const useAskedDays = (range: string, ranges: DayRanges): string =>
  toAskedDays(range, ranges, useNow(60_000), useTimeZone()) ?? ranges.usual;
