import { z } from 'zod';
import { CustomerRef } from './customers.ts';
import { Day, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import { UsageFigures } from './usage.ts';

/** A calendar month of the reporting time zone, `2026-11`. */
export const StatementMonth = z
  .string()
  .regex(/^(19[7-9]\d|[2-8]\d{3})-(0[1-9]|1[0-2])$/, 'must be as 2026-11');

const StatementQuery = z.object({ month: StatementMonth.optional() });

/** What an organization's jobs cost with each model, the costliest first. */
export const StatementOrganization = z.object({
  /** Null of jobs that named none. */
  organization: CustomerRef.nullable(),
  total: UsageFigures,
  lines: z.array(z.object({ provider: z.string(), model: z.string(), figures: UsageFigures })),
});
export type StatementOrganization = z.infer<typeof StatementOrganization>;

/** All of one snapshot of the database: sums are exact, nothing is rounded. */
export const UsageStatement = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  month: StatementMonth,
  from: Day,
  /** The last day of the month, or today. */
  to: Day,
  /** Whether the month is over: nothing but late jobs and new prices can change it then. */
  isOver: z.boolean(),
  /** The first day of which usage is known; null before the first job. */
  since: Day.nullable(),
  total: UsageFigures,
  /** The costliest first. */
  organizations: z.array(StatementOrganization).max(200),
  /** How many there are, also those that are not given, and what these come to together. */
  count: z.number().int(),
  rest: UsageFigures.nullable(),
});
export type UsageStatement = z.infer<typeof UsageStatement>;

export const getUsageStatement = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/statement',
  summary:
    'What a month cost by organization and model: this month so far unless another is named.',
  access: 'usage.read',
  query: StatementQuery,
  response: UsageStatement,
});

/** A line for each organization and model, all of them, as CSV; audited. */
export const exportUsageStatement = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/statement/export',
  summary: 'The statement of a month by organization and model, as CSV.',
  access: 'usage.read',
  query: StatementQuery,
});
