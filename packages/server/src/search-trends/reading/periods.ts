import type { SearchTrendsComparison, SearchTrendsRange } from '@taffrail/contract';
import { findWrittenDays } from '../../platform/time/asked-days.ts';
import { daysBetween, daysLater, type Period } from '../../platform/time/day-periods.ts';

export interface ComparedPeriods {
  /** The days of the range that are over: today is not like any other day yet. */
  readonly whole: Period;
  /** As many days, before. */
  readonly before: Period;
}

export interface TrendPeriods {
  /** As far as they have come. */
  readonly current: Period;
  readonly compared: ComparedPeriods | null;
}

const lengths: ReadonlyMap<string, number> = new Map([
  ['7d', 7],
  ['30d', 30],
  ['90d', 90],
  ['12m', 365],
]);
/** As many whole weeks as a year has. */
const yearDays = 52 * 7;

/** How many days earlier lies what so many days are compared with; the same weekdays unless `prev`. */
const shiftOf = (days: number, comparison: Exclude<SearchTrendsComparison, 'off'>): number => {
  if (comparison === 'prev') return days;
  const weeks = Math.ceil(days / 7) * 7;
  return comparison === 'yoy' ? Math.max(yearDays, weeks) : weeks;
};

const daysOf = (range: SearchTrendsRange, today: string): Period => {
  const days = lengths.get(range);
  return days === undefined
    ? findWrittenDays(range, today)
    : { first: daysLater(today, 1 - days), last: today };
};

/** @throws `invalid_request` of days that are all still to come */
export const findTrendPeriods = (
  range: SearchTrendsRange,
  comparison: SearchTrendsComparison,
  today: string,
): TrendPeriods => {
  const current = daysOf(range, today);
  const whole = {
    first: current.first,
    last: current.last < today ? current.last : daysLater(today, -1),
  };
  const days = daysBetween(whole.first, whole.last) + 1;
  if (comparison === 'off' || days < 1) return { current, compared: null };
  const shift = shiftOf(days, comparison);
  const before = { first: daysLater(whole.first, -shift), last: daysLater(whole.last, -shift) };
  return { current, compared: { whole, before } };
};
