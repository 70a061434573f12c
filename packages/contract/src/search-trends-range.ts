import { z } from 'zod';
import { dayRange } from './day-range.ts';

/** Whole days of the reporting time zone, today included. */
export const QuickSearchTrendsRange = z.enum(['7d', '30d', '90d', '12m']);

/** A year, and as many days as the chart may have. */
export const searchRangeLimits = { days: 366 } as const;

/** A quick range, or the first and the last day of one, both included. */
export const SearchTrendsRange = dayRange(QuickSearchTrendsRange, searchRangeLimits.days);
export type SearchTrendsRange = z.infer<typeof SearchTrendsRange>;

/**
 * What the days of a range are compared with: the same weekdays, moved back by as many whole weeks
 * as leave no overlap; the days right before; the year before, by weekdays, too; nothing.
 */
export const SearchTrendsComparison = z.enum(['dow', 'prev', 'yoy', 'off']);
export type SearchTrendsComparison = z.infer<typeof SearchTrendsComparison>;

export const SearchTermsSort = z.enum([
  '-searches',
  'searches',
  '-change',
  'change',
  '-withoutResult',
  '-conversions',
]);
export type SearchTermsSort = z.infer<typeof SearchTermsSort>;
