import { z } from 'zod';
import { aiJobFilterFields } from './ai-job-filter.ts';

/** Whole days of the reporting time zone, today included: `mtd` is the month so far. */
export const UsageRange = z.enum(['7d', '30d', '90d', 'mtd', 'qtd', 'ytd', '12m']);
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

/** The widest range that is drawn by day unless something else is asked for. */
export const usualStep = {
  '7d': 'day',
  '30d': 'day',
  '90d': 'week',
  mtd: 'day',
  qtd: 'week',
  ytd: 'month',
  '12m': 'month',
} as const satisfies Record<UsageRange, UsageStep>;

/** What usage is asked of: one value of each. Users are told apart by organization only. */
const { provider, model, route, organizationId } = aiJobFilterFields;
export const usageFilterFields = { provider, model, route, organizationId } as const;
