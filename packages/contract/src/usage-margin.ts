import { z } from 'zod';
import { CustomerRef } from './customers.ts';
import { Day, Timestamp } from './page.ts';
import { Money } from './revenue.ts';
import { defineRoute } from './route.ts';
import { Usd } from './usage.ts';
import { UsageRange } from './usage-range.ts';

/** What an organization pays for a range, and what its AI jobs cost. */
export const OrganizationMargin = z.object({
  organization: CustomerRef,
  plan: z.string().nullable(),
  /** Each day's MRR by its share of the month, and what was billed for use. */
  revenue: Money,
  costUsd: Usd,
  /** In the reporting currency; null without a rate for the US dollar. */
  cost: Money.nullable(),
  margin: Money.nullable(),
  jobs: z.number().int(),
  unpricedJobs: z.number().int(),
});
export type OrganizationMargin = z.infer<typeof OrganizationMargin>;

/** All of one snapshot of the database. */
export const UsageMargin = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  from: Day,
  /** Of today what there is up to now. */
  to: Day,
  /** The reporting currency of revenue: ISO 4217, lower case. */
  currency: z.string(),
  /** What a US dollar is worth in it; null where the configuration does not say. */
  usdRate: z.string().nullable(),
  /** Whether anybody ever told of a subscription. */
  isRevenueConnected: z.boolean(),
  /** The first day of which usage is known. */
  since: Day.nullable(),
  /** Of everybody, mapped or not. */
  total: z.object({
    revenue: Money,
    costUsd: Usd,
    cost: Money.nullable(),
    margin: Money.nullable(),
  }),
  /** Revenue of customers that no organization is known of. */
  unmapped: z.object({ revenue: Money, customers: z.number().int() }),
  /** Revenue in currencies without a rate, which is in no sum. */
  unconverted: z.array(
    z.object({ currency: z.string(), revenue: Money, customers: z.number().int() }),
  ),
  /** Cost of jobs that named no organization. */
  unattributed: z.object({ costUsd: Usd, cost: Money.nullable(), jobs: z.number().int() }),
  /** How many organizations pay or cost, and how many of them cost more than they pay. */
  organizations: z.number().int(),
  losing: z.number().int().nullable(),
  /** The largest loss first; without a rate, the largest cost. */
  rows: z.array(OrganizationMargin).max(100),
});
export type UsageMargin = z.infer<typeof UsageMargin>;

const MarginQuery = z.object({ range: UsageRange.default('30d') });

export const getUsageMargin = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/margin',
  summary: 'What organizations pay beside what their AI jobs cost, the largest loss first.',
  access: 'revenue.read',
  query: MarginQuery,
  response: UsageMargin,
});

/** Every organization, in the order of the page, as CSV; audited. */
export const exportUsageMargin = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/margin/export',
  summary: 'What every organization pays and costs, as CSV.',
  access: 'revenue.read',
  query: MarginQuery,
});
