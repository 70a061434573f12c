import { z } from 'zod';
import { CustomerRef } from './customers.ts';
import { Day, Timestamp } from './page.ts';
import { defineRoute } from './route.ts';
import {
  UsageGroup,
  UsageMeasure,
  UsageRange,
  UsageStep,
  usageFilterFields,
} from './usage-range.ts';

/** US dollars as decimal text, exact to 8 decimals: `12.34`. */
export const Usd = z.string().regex(/^-?\d+(\.\d{1,8})?$/);

/**
 * Of AI jobs. Cost is what was reported or priced: what has no price is in `unpricedJobs` and
 * `unpricedTokens`, never zero dollars in disguise.
 */
export const UsageFigures = z.object({
  costUsd: Usd,
  jobs: z.number().int(),
  failedJobs: z.number().int(),
  /** Cached reads and writes included. */
  inputTokens: z.number().int(),
  /** Reasoning included. */
  outputTokens: z.number().int(),
  unpricedJobs: z.number().int(),
  /** Input and output. */
  unpricedTokens: z.number().int(),
  /** Part of the cost; null by organization and by user, of whom it is not kept. */
  failedCostUsd: Usd.nullable(),
});
export type UsageFigures = z.infer<typeof UsageFigures>;

export const UsageFilter = z.object(usageFilterFields).partial();
export type UsageFilter = z.infer<typeof UsageFilter>;

export const UsageQuery = UsageFilter.extend({
  range: UsageRange.default('30d'),
  group: UsageGroup.default('provider'),
});
export type UsageQuery = z.infer<typeof UsageQuery>;

/** A value of what is told apart. */
export const UsageSubject = z.object({
  /** As the filter of its group takes it; null where jobs named none. */
  key: z.string().nullable(),
  /** Of a model. */
  provider: z.string().nullable(),
  /** The organization or user, where one is known. */
  customer: CustomerRef.nullable(),
});
export type UsageSubject = z.infer<typeof UsageSubject>;

/** The days of a range and those that it is compared with, first and last. */
export const UsageDays = z.object({
  from: Day,
  /** Of today what there is up to now. */
  to: Day,
  previousFrom: Day,
  previousTo: Day,
});

/**
 * Like for like: today is cut at a moment that is kept of the day that it is compared with, the
 * last whole hour, or midnight where hours are no longer kept. Days that are over are whole.
 */
const cuts = { comparedTo: Timestamp, previousTo: Timestamp };

/** A bar. */
export const UsageBar = z.object({
  from: Day,
  /** Its last day. */
  to: Day,
  startsAt: Timestamp,
  /** When its last day is over; later than now, where that is not over yet. */
  endsAt: Timestamp,
  /** One for each series, in its order: dollars, jobs or tokens. */
  values: z.array(z.number()),
  /** Of as many days of the period before, all together; null when they are not known whole. */
  previous: z.number().nullable(),
});
export type UsageBar = z.infer<typeof UsageBar>;

/** A price that took effect in the range. */
export const UsagePriceChange = z.object({
  day: Day,
  /** As the price book has it. */
  provider: z.string(),
  model: z.string(),
});
export type UsagePriceChange = z.infer<typeof UsagePriceChange>;

/** All of one snapshot of the database: the figures agree with each other. */
export const Usage = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  range: UsageDays,
  /** The one that is asked for. */
  organization: CustomerRef.nullable(),
  /** The first day of which usage is known; null before the first job. */
  since: Day.nullable(),
  current: UsageFigures,
  /** Organizations that a job of the range was for; null of a provider, model or route. */
  activeOrganizations: z.number().int().nullable(),
  /** Of jobs that named no organization. */
  unattributed: z.object({ costUsd: Usd, jobs: z.number().int() }),
  /** Null when the period before is not known whole. */
  comparison: z
    .object({
      ...cuts,
      /** What of the range is compared. */
      compared: UsageFigures,
      previous: UsageFigures,
    })
    .nullable(),
  /** Models without a price, those with the most tokens first. */
  unpriced: z.object({
    models: z.number().int(),
    most: z
      .array(
        z.object({
          provider: z.string(),
          model: z.string(),
          jobs: z.number().int(),
          tokens: z.number().int(),
        }),
      )
      .max(10),
  }),
  step: UsageStep,
  measure: UsageMeasure,
  /** The five largest of the range by what is measured, and last, where there are more, the rest. */
  series: z.array(z.object({ subject: UsageSubject.nullable(), total: z.number() })).max(6),
  /** Oldest first. */
  bars: z.array(UsageBar),
  priceChanges: z.array(UsagePriceChange).max(100),
});
export type Usage = z.infer<typeof Usage>;

export const getUsage = defineRoute({
  method: 'GET',
  path: '/api/v1/usage',
  summary: 'What AI jobs cost over time, by what they were for, and what of it is not priced.',
  access: 'usage.read',
  query: UsageQuery.extend({
    step: UsageStep.optional(),
    measure: UsageMeasure.default('cost'),
  }),
  response: Usage,
});

/** One line of the breakdown. */
export const UsageRow = z.object({
  subject: UsageSubject,
  current: UsageFigures,
  /** What of it is compared, and with what; null when the period before is not known whole. */
  comparison: z
    .object({ comparedCostUsd: Usd, previousCostUsd: Usd, previousJobs: z.number().int() })
    .nullable(),
});
export type UsageRow = z.infer<typeof UsageRow>;

/** All of one snapshot of the database. */
export const UsageBreakdown = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  range: UsageDays,
  /** By cost, the costliest first. */
  rows: z.array(UsageRow).max(100),
  /** How many there are, also those that are not given, and what these come to together. */
  count: z.number().int(),
  rest: UsageFigures.nullable(),
  total: UsageFigures,
});
export type UsageBreakdown = z.infer<typeof UsageBreakdown>;

export const getUsageBreakdown = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/breakdown',
  summary: 'What AI jobs of a range cost by provider, model, route, organization or user.',
  access: 'usage.read',
  query: UsageQuery,
  response: UsageBreakdown,
});

/**
 * A line for each day and value of the group, as CSV (RFC 4180, UTF-8, with a header). Days are of
 * the reporting time zone. Cells that a spreadsheet would take for a formula are prefixed with an
 * apostrophe. Each export is audited with what was asked for and the number of lines.
 */
export const exportUsage = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/export',
  summary: 'Usage by day and by what is told apart, as CSV.',
  access: 'usage.read',
  query: UsageQuery,
});

/** Where the month will end if days go on costing what they did. */
export const UsageForecast = z.object({
  expectedUsd: Usd,
  /** Four of five months would end between these. */
  lowUsd: Usd,
  highUsd: Usd,
  /** How many whole days before today it rests on. */
  days: z.number().int(),
  /** What is still to come of today, and of each day of the month after it. */
  toCome: z.array(z.object({ day: Day, costUsd: Usd })).max(31),
});
export type UsageForecast = z.infer<typeof UsageForecast>;

/** The calendar month of all AI jobs, whatever the page is filtered by. */
export const UsageMonth = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  /** Its first day and its last. */
  from: Day,
  to: Day,
  spentUsd: Usd,
  /** Its days up to today, oldest first. */
  days: z.array(z.object({ day: Day, costUsd: Usd })),
  /** Of the month before, as far as this one has come to whole hours; null when not known whole. */
  previousUsd: Usd.nullable(),
  /** What of this month is compared with it. */
  comparedUsd: Usd,
  /** Null before there are seven whole days to learn from. */
  forecast: UsageForecast.nullable(),
});
export type UsageMonth = z.infer<typeof UsageMonth>;

export const getUsageMonth = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/month',
  summary: 'What AI jobs cost this month so far, and where the month will end.',
  access: 'usage.read',
  response: UsageMonth,
});

/** Today, for the page that is opened every morning. */
export const UsageToday = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  /** The first day of which usage is known; null before the first job. */
  since: Day.nullable(),
  costUsd: Usd,
  jobs: z.number().int(),
  unpricedJobs: z.number().int(),
  /**
   * What today had cost by the last whole hour, and what the same weekdays of the four weeks before
   * had cost by then on average; null while there are fewer than two of them.
   */
  typical: z
    .object({ comparedUsd: Usd, typicalUsd: Usd, days: z.number().int(), until: Timestamp })
    .nullable(),
  /** Seven days, oldest first; today is unfinished. */
  series: z.array(z.object({ day: Day, costUsd: Usd })),
});
export type UsageToday = z.infer<typeof UsageToday>;

export const getUsageToday = defineRoute({
  method: 'GET',
  path: '/api/v1/usage/today',
  summary: 'What AI jobs cost today, against what is typical by this hour.',
  access: 'usage.read',
  response: UsageToday,
});
