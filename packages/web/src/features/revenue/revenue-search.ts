import { RevenueDimension, RevenueRange } from '@taffrail/contract';
import { z } from 'zod';

export const defaultRange = 'mtd';

export const RevenueSearch = z.object({
  range: RevenueRange.optional(),
  /** With the period before, unless it is off. */
  compare: z.enum(['off']).optional(),
  /** What MRR is split by; absent is no panel of it. */
  group: RevenueDimension.optional(),
});
export type RevenueSearch = z.infer<typeof RevenueSearch>;
