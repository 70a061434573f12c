import { z } from 'zod';

/** Whole days of the reporting time zone, today included: `mtd` is the month so far. */
export const RevenueRange = z.enum(['mtd', 'qtd', 'ytd', '30d', '90d', '12m']);
export type RevenueRange = z.infer<typeof RevenueRange>;

/** What revenue is split by. */
export const RevenueDimension = z.enum(['plan', 'country']);
export type RevenueDimension = z.infer<typeof RevenueDimension>;
