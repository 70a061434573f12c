import type { RangeComparison } from '@taffrail/contract';
import { resolveRange } from '../../lib/time/time-range.ts';
import { startOf } from '../../lib/time/zoned-time.ts';

/** What a range is compared with. */
export interface PeriodBefore {
  readonly compare: Exclude<RangeComparison, 'none'>;
  /** "the week before". */
  readonly words: string;
}

const dayMs = 86_400_000;

const rolling: Readonly<Record<string, string>> = {
  '1h': 'the hour before',
  '6h': 'the 6 hours before',
  '24h': 'the 24 hours before',
  '7d': 'the week before',
  '30d': 'the 30 days before',
  '90d': 'the 90 days before',
};

/** Days from one that begins with the first moment to the one of the last. */
const countDays = (first: Date, last: Date, timeZone: string): number =>
  Math.round((startOf(last, 'd', timeZone).getTime() - first.getTime()) / dayMs) + 1;

/**
 * A range that begins with a day is held against days up to the same time, as the dashboard does it:
 * mornings against mornings. Any other against the time of the same length that ends where it begins.
 */
export const periodBefore = (
  { range, timeZone }: { readonly range: string; readonly timeZone: string },
  now: Date,
): PeriodBefore => {
  const words = rolling[range];
  if (words) return { compare: 'previous', words };
  const span = resolveRange(range, now, timeZone);
  if (!span || startOf(span.from, 'd', timeZone).getTime() !== span.from.getTime())
    return { compare: 'previous', words: 'the period before' };
  const last = span.to >= now ? now : new Date(span.to.getTime() - 1);
  const count = countDays(span.from, last, timeZone);
  if (count > 1) return { compare: 'days_before', words: `the ${count} days before` };
  const isToday = startOf(now, 'd', timeZone).getTime() === span.from.getTime();
  return { compare: 'days_before', words: isToday ? 'yesterday' : 'the day before' };
};
