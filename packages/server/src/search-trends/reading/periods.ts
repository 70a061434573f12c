import type { SearchTrendsComparison, SearchTrendsRange } from '@taffrail/contract';
import { daysLater, type Period } from '../../platform/time/day-periods.ts';

export interface ComparedPeriods {
  /** The days of the range that are over: today is not like any other day yet. */
  readonly whole: Period;
  /** As many days, before. */
  readonly before: Period;
}

export interface TrendPeriods {
  /** Today included. */
  readonly current: Period;
  readonly compared: ComparedPeriods | null;
}

const lengths: Readonly<Record<SearchTrendsRange, number>> = {
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '12m': 365,
};
/** As many whole weeks as a year has. */
const yearDays = 52 * 7;

/** How many days earlier lies what so many days are compared with; the same weekdays unless `prev`. */
const shiftOf = (days: number, comparison: Exclude<SearchTrendsComparison, 'off'>): number => {
  if (comparison === 'prev') return days;
  const weeks = Math.ceil(days / 7) * 7;
  return comparison === 'yoy' ? Math.max(yearDays, weeks) : weeks;
};

export const findTrendPeriods = (
  range: SearchTrendsRange,
  comparison: SearchTrendsComparison,
  today: string,
): TrendPeriods => {
  const days = lengths[range];
  const current = { first: daysLater(today, 1 - days), last: today };
  if (comparison === 'off') return { current, compared: null };
  const whole = { first: current.first, last: daysLater(today, -1) };
  const shift = shiftOf(days - 1, comparison);
  const before = { first: daysLater(whole.first, -shift), last: daysLater(whole.last, -shift) };
  return { current, compared: { whole, before } };
};
