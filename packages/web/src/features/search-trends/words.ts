import type { SearchTerm, SearchTrends, SearchTrendsComparison } from '@taffrail/contract';
import { formatDay } from '../../lib/time/format-time.ts';

export const comparisonTitles = {
  dow: 'Against the same weekdays',
  prev: 'Against the days before',
  yoy: 'Against a year ago',
  off: 'No comparison',
} as const satisfies Record<SearchTrendsComparison, string>;

/** Short, for a narrow card. */
export const versusTexts = {
  dow: 'vs same weekdays',
  prev: 'vs days before',
  yoy: 'vs a year ago',
} as const satisfies Record<Exclude<SearchTrendsComparison, 'off'>, string>;

const dayText = (day: string, now: Date): string =>
  formatDay(new Date(`${day}T12:00:00Z`), 'UTC', now);

/** `1 Nov to 21 Nov`. */
const daysText = (from: string, to: string, now: Date): string =>
  from === to ? dayText(from, now) : `${dayText(from, now)} to ${dayText(to, now)}`;

/** Which days the figures are of, and what the change beside them is of. */
export const periodText = (
  { range, since, asOf }: SearchTrends,
  comparison: SearchTrendsComparison,
): string => {
  const now = new Date(asOf);
  const days = daysText(range.from, range.to, now);
  if (range.comparedTo !== null && range.beforeFrom !== null && range.beforeTo !== null) {
    const whole = daysText(range.from, range.comparedTo, now);
    const before = daysText(range.beforeFrom, range.beforeTo, now);
    return `${days}. Changes are of days that are over: ${whole}, against ${before}.`;
  }
  if (comparison === 'off' || since === null) return `${days}.`;
  return `${days}. Nothing is compared: searches are known since ${dayText(since, now)}.`;
};

/** How the searches for a term moved; less than this rests on too little. */
const leastBefore = 20;

/** `new`, a ratio, or null where there is nothing to say. */
export const changeOf = ({ compared }: Pick<SearchTerm, 'compared'>): 'new' | number | null => {
  if (!compared) return null;
  const { searches, before } = compared;
  if (before === 0) return searches > 0 ? 'new' : null;
  return before < leastBefore ? null : (searches - before) / before;
};
