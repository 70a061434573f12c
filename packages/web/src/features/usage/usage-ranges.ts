import { QuickUsageRange, usageLimits } from '@taffrail/contract';
import type { DayRanges } from '../../lib/time/asked-days.ts';

export const usageRanges: DayRanges = {
  quick: QuickUsageRange.options,
  usual: '30d',
  mostDays: usageLimits.days,
};
