import { z } from 'zod';

/**
 * What the figures of a range are compared with.
 *
 * - `previous`: the period of the same length that ends where the range begins.
 * - `days_before`: the range moved back by the fewest whole days that leave no overlap, from and up
 *   to the same times of day in the reporting time zone, of a range that is not over yet up to now.
 *   Today until 10:07 is compared with yesterday until 10:07, seven days with the seven before.
 * - `none`: nothing.
 */
export const RangeComparison = z.enum(['previous', 'days_before', 'none']).default('previous');
export type RangeComparison = z.output<typeof RangeComparison>;
