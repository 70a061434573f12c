import { isQuickUsageRange, UsageRange, usageLimits } from '@taffrail/contract';
import { z } from 'zod';
import { formatCount } from '../../../lib/format.ts';
import { resolveDays, writeDays } from '../../../lib/time/day-range.ts';
import { isQuickRange } from '../../../lib/time/time-range.ts';

export const defaultRange = '30d';

/** What the API is asked for, or null where it is no range of days, or too long. */
export const toUsageRange = (range: string, now: Date, timeZone: string): UsageRange | null => {
  if (isQuickUsageRange(range)) return range;
  // The last hours are no days.
  const days = isQuickRange(range) ? null : resolveDays(range, now, timeZone);
  return (days && UsageRange.safeParse(writeDays(days)).data) ?? null;
};

/** As other pages write it: a quick range, or `FROM..TO`. */
export const UsageRangeParam = z
  .string()
  .max(100)
  .refine((range) => toUsageRange(range, new Date(), 'UTC') !== null);

/** Why a range that is written cannot be shown. */
export const problemOf =
  (timeZone: string) =>
  (range: string): string | null =>
    toUsageRange(range, new Date(), timeZone)
      ? null
      : `These are more than ${formatCount(usageLimits.days)} days.`;
