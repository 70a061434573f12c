import { z } from 'zod';
import { aiJobFilterFields } from './ai-job-filter.ts';
import { dayRange, readDays } from './day-range.ts';

/** Whole days of the reporting time zone, today included: `mtd` is the month so far. */
export const QuickUsageRange = z.enum(['7d', '30d', '90d', 'mtd', 'qtd', 'ytd', '12m']);
export type QuickUsageRange = z.infer<typeof QuickUsageRange>;

export const isQuickUsageRange = (range: string): range is QuickUsageRange =>
  QuickUsageRange.safeParse(range).success;

/** Three years, and as many bars as a chart may have. */
export const usageLimits = { days: 1_096, bars: 366 } as const;

/** A quick range, or the first and the last day of one, both included. */
export const UsageRange = dayRange(QuickUsageRange, usageLimits.days);
export type UsageRange = z.infer<typeof UsageRange>;

/** What is told apart. A model is one of a provider: of two providers it counts twice. */
export const UsageGroup = z.enum(['provider', 'model', 'route', 'organization', 'user']);
export type UsageGroup = z.infer<typeof UsageGroup>;

/** What is drawn. */
export const UsageMeasure = z.enum(['cost', 'jobs', 'tokens']);
export type UsageMeasure = z.infer<typeof UsageMeasure>;

/** The width of a bar: weeks begin on Monday; the first and the last may be cut by the range. */
export const UsageStep = z.enum(['day', 'week', 'month']);
export type UsageStep = z.infer<typeof UsageStep>;

const quickSteps = {
  '7d': 'day',
  '30d': 'day',
  '90d': 'week',
  mtd: 'day',
  qtd: 'week',
  ytd: 'month',
  '12m': 'month',
} as const satisfies Record<QuickUsageRange, UsageStep>;

const fewDays = 62;
const someDays = 190;

/** How a range is drawn unless something else is asked for. */
export const usualStep = (range: UsageRange): UsageStep => {
  if (isQuickUsageRange(range)) return quickSteps[range];
  const days = readDays(range)?.days ?? 0;
  if (days <= fewDays) return 'day';
  return days <= someDays ? 'week' : 'month';
};

/** How a range can be drawn: not with more bars than a chart may have. */
export const stepsOf = (range: UsageRange): UsageStep[] => {
  const days = isQuickUsageRange(range) ? 0 : (readDays(range)?.days ?? 0);
  return UsageStep.options.filter((step) => step !== 'day' || days <= usageLimits.bars);
};

/** What usage is asked of: one value of each. Users are told apart by organization only. */
const { provider, model, route, organizationId } = aiJobFilterFields;
export const usageFilterFields = { provider, model, route, organizationId } as const;
