import { z } from 'zod';
import { aiJobFilterFields } from './ai-job-filter.ts';
import { dayRange } from './day-range.ts';

/** Whole days of the reporting time zone, today included. */
export const QuickProviderRange = z.enum(['7d', '30d', '90d', 'mtd', 'qtd']);

/** Half a year: as long as single jobs are kept. */
export const providerLimits = { days: 184 } as const;

/** A quick range, or the first and the last day of one, both included. */
export const ProviderRange = dayRange(QuickProviderRange, providerLimits.days);
export type ProviderRange = z.infer<typeof ProviderRange>;

/** What is compared. A model is one of a provider: of two providers it is two. */
export const ProviderGroup = z.enum(['provider', 'model', 'route']);
export type ProviderGroup = z.infer<typeof ProviderGroup>;

/** Nothing is called better or worse of fewer. */
export const comparableFrom = 30;

/** So many stand beside each other. */
export const mostBeside = 4;

/** What jobs are compared of: one value of each. */
export const providerFilterFields = {
  provider: aiJobFilterFields.provider,
  model: aiJobFilterFields.model,
  route: aiJobFilterFields.route,
  organizationId: aiJobFilterFields.organizationId,
} as const;
