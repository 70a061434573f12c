import { z } from 'zod';
import { ActionName } from './ingest.ts';
import { Day, Timestamp } from './page.ts';
import { Money, Month, MovementKind } from './revenue.ts';
import { RevenueDimension, RevenueRange } from './revenue-range.ts';
import { defineRoute, type RouteAnswer } from './route.ts';

/** Whose subscription something is of. */
const Customer = {
  /** Null when it is not known whose it is. */
  organizationId: z.uuid().nullable(),
  /** The organization's name; where there is none, the customer's id at the source. */
  customer: z.string(),
};

/** Who began to pay in a month, and how many of them paid later. */
export const RevenueCohort = z.object({
  month: Month,
  started: z.number().int(),
  /** Who paid at the end of that month, of the next, and so on; the last is up to now. */
  paying: z.array(z.number().int()).min(1).max(12),
});
export type RevenueCohort = z.infer<typeof RevenueCohort>;

export const getRevenueCohorts = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/cohorts',
  summary: 'Retention of the customers who began to pay in each of the last twelve months.',
  access: 'revenue.read',
  response: z.object({
    asOf: Timestamp,
    timeZone: z.string(),
    /** Oldest first; months in which nobody began are there, too. */
    cohorts: z.array(RevenueCohort).length(12),
  }),
});
export type RevenueCohorts = RouteAnswer<typeof getRevenueCohorts>;

/** A customer who began to pay, or stopped. */
export const RevenueChange = z.object({
  ...Customer,
  plan: z.string().nullable(),
  at: Timestamp,
  kind: MovementKind,
  amount: Money,
  currency: z.string(),
  isReconstructed: z.boolean(),
});
export type RevenueChange = z.infer<typeof RevenueChange>;

/**
 * Why somebody stopped paying, as far as it shows: a payment failed, the end had been announced,
 * collection is paused, or the subscription just ended.
 */
export const CancellationReason = z.enum(['payment_failed', 'announced', 'paused', 'ended']);
export type CancellationReason = z.infer<typeof CancellationReason>;

/** Who wanted the end, in Stripe's words: the customer, or what became of a payment. */
export const CancellationCause = z.enum([
  'cancellation_requested',
  'payment_disputed',
  'payment_failed',
]);
export type CancellationCause = z.infer<typeof CancellationCause>;

/** What the customer chose when asked why, in Stripe's words. */
export const CancellationFeedback = z.enum([
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
]);
export type CancellationFeedback = z.infer<typeof CancellationFeedback>;

export const RevenueCancellation = RevenueChange.extend({
  reason: CancellationReason,
  /** Null where nobody said. */
  cause: CancellationCause.nullable(),
  feedback: CancellationFeedback.nullable(),
});
export type RevenueCancellation = z.infer<typeof RevenueCancellation>;

export const getLatestRevenueChanges = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/latest',
  summary: 'The five newest subscribers and the five newest cancellations.',
  access: 'revenue.read',
  response: z.object({
    asOf: Timestamp,
    started: z.array(RevenueChange).max(5),
    cancelled: z.array(RevenueCancellation).max(5),
  }),
});
export type LatestRevenueChanges = RouteAnswer<typeof getLatestRevenueChanges>;

/** What the customers of one plan, or of one country, pay, and how that moved. */
export const RevenueGroup = z.object({
  /** The plan, or the country (ISO 3166-1); null for customers with several, and with none known. */
  value: z.string().nullable(),
  kind: z.enum(['one', 'several', 'unknown']),
  /** The reporting currency, or that of what has no rate. */
  currency: z.string(),
  start: Money,
  /** What leads from the start to the MRR. */
  movements: z.record(MovementKind, Money),
  mrr: Money,
  subscribers: z.number().int(),
  /** At the same time of the period before; null where that is not known whole. */
  previous: z.object({ mrr: Money, subscribers: z.number().int() }).nullable(),
});
export type RevenueGroup = z.infer<typeof RevenueGroup>;

const GroupsQuery = z.object({ by: RevenueDimension, range: RevenueRange.default('mtd') });

export const getRevenueGroups = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/groups',
  summary: 'MRR and its movements in a range, by what customers have now; groups add up to all.',
  access: 'revenue.read',
  query: GroupsQuery,
  response: z.object({
    asOf: Timestamp,
    /** In which money is reported. */
    currency: z.string(),
    from: Day,
    /** Today, up to now. */
    to: Day,
    /** Most MRR first, those in the reporting currency before others. */
    groups: z.array(RevenueGroup),
  }),
});
export type RevenueGroups = RouteAnswer<typeof getRevenueGroups>;

/** As the route gives them, one line each (RFC 4180, UTF-8, with a header). Each export is audited. */
export const exportRevenueGroups = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/groups/export',
  summary: 'MRR and its movements by plan or country, as CSV.',
  access: 'revenue.read',
  query: GroupsQuery,
});

/** An open invoice that could not be collected. */
export const FailedPayment = z.object({
  ...Customer,
  number: z.string().nullable(),
  currency: z.string(),
  /** Still due. */
  amount: Money,
  attempts: z.number().int(),
  /** Null when it is not tried again. */
  nextAttemptAt: Timestamp.nullable(),
  /** Where the invoice shows. */
  url: z.url().nullable(),
});
export type FailedPayment = z.infer<typeof FailedPayment>;

export const getFailedPayments = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/failed-payments',
  summary: 'Open invoices that could not be collected: the five that are tried again soonest.',
  access: 'revenue.read',
  response: z.object({
    asOf: Timestamp,
    /** All of them, by currency. */
    totals: z.array(z.object({ currency: z.string(), amount: Money, invoices: z.number().int() })),
    next: z.array(FailedPayment).max(5),
  }),
});
export type FailedPayments = RouteAnswer<typeof getFailedPayments>;

/** How many of some actions there were. */
const ActionCount = z.object({
  /** Null when no such action has ever come: nobody knows, then. */
  value: z.number().int().nullable(),
  /** Those that are counted, as configured. */
  actions: z.array(ActionName),
});

export const getRecentActivity = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/recent-activity',
  summary: 'What happened lately that business is made of.',
  access: 'revenue.read',
  response: z.object({
    asOf: Timestamp,
    timeZone: z.string(),
    /** Today. */
    signups: ActionCount,
    /** Organizations with an action in the last seven days, today included. */
    activeCompanies: z.number().int(),
    /** Of the last 24 hours. */
    jobs: ActionCount,
    /** This month. */
    invoices: ActionCount,
  }),
});
export type RecentActivity = RouteAnswer<typeof getRecentActivity>;

/**
 * Every movement of the range, oldest first, as CSV (RFC 4180, UTF-8, with a header). Times are UTC.
 * Cells that a spreadsheet would take for a formula are prefixed with an apostrophe. Each export is
 * audited with its range and the number of lines.
 */
export const exportRevenueMovements = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue/movements/export',
  summary: 'Every movement of the range, as CSV.',
  access: 'revenue.read',
  query: z.object({ range: RevenueRange.default('mtd') }),
});
