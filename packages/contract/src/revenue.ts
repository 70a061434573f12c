import { z } from 'zod';
import { Day, Timestamp } from './page.ts';
import { RevenueRange } from './revenue-range.ts';
import { defineRoute } from './route.ts';

export const MovementKind = z.enum(['new', 'expansion', 'reactivation', 'contraction', 'churn']);
export type MovementKind = z.infer<typeof MovementKind>;

/** A calendar month of the reporting time zone, `2026-11`. */
export const Month = z.string().regex(/^\d{4}-\d\d$/);

/** Decimal text in the major unit: `12.34`; with a sign where it may go down. */
export const Money = z.string();

/** Who told of a subscription. */
export const RevenueSource = z.enum(['stripe', 'product', 'sdk']);
export type RevenueSource = z.infer<typeof RevenueSource>;

export const RevenueFigures = z.object({
  /** At the end, in the reporting currency: a longer range does not change it. */
  mrr: Money,
  /** At the end, of all currencies. */
  subscribers: z.number().int(),
  /** MRR ÷ subscribers of the currencies that could be converted; null without any. */
  arpu: Money.nullable(),
  /** Who began to pay and never had before. */
  newSubscribers: z.number().int(),
  /** Who stopped paying, and how many paid when the period began: churn is the one by the other. */
  cancelled: z.number().int(),
  activeAtStart: z.number().int(),
  /** Null when nobody paid. */
  churnRate: z.number().nullable(),
});
export type RevenueFigures = z.infer<typeof RevenueFigures>;

/** A subscription that somebody should look at. */
export const ExpectedChange = z.object({
  subscriptionId: z.uuid(),
  /** Null when it is not known whose it is. */
  organizationId: z.uuid().nullable(),
  organizationName: z.string().nullable(),
  plan: z.string().nullable(),
  at: Timestamp,
});
export type ExpectedChange = z.infer<typeof ExpectedChange>;

/** The soonest five. */
const ExpectedChanges = z.object({
  count: z.number().int(),
  next: z.array(ExpectedChange).max(5),
});

/** All of one snapshot of the database: the figures agree with each other. */
export const Revenue = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  /** The reporting currency: ISO 4217, lower case. */
  currency: z.string(),
  range: z.object({
    from: Day,
    /** Today, up to now. */
    to: Day,
    previousFrom: Day,
    /** Up to the time of day that it is now. */
    previousTo: Day,
  }),
  /** Whether anybody ever told of a subscription. */
  isConnected: z.boolean(),
  /** Who told of subscriptions, and the latest moment that each told of. */
  sources: z.array(z.object({ source: RevenueSource, lastToldAt: Timestamp })),
  /** Since when something lies that was told and is not counted yet; null when nothing does. */
  waitingSince: Timestamp.nullable(),
  /** How much of what was told cannot be counted, and waits for somebody to look at it. */
  failed: z.number().int(),
  /** The first day with a movement. */
  since: Day.nullable(),
  /** Up to this day the history rests in part on invoices and dates, not on what was seen. */
  reconstructedUntil: Day.nullable(),
  current: RevenueFigures,
  /** Null when that period is not known whole. */
  previous: RevenueFigures.nullable(),
  /** Of this calendar month so far, and of the last up to the same day. */
  newThisMonth: z.object({
    value: z.number().int(),
    previous: z.number().int().nullable(),
  }),
  /** What led from `start` to `end` in the range, in the reporting currency. */
  movements: z.object({
    start: Money,
    kinds: z.array(z.object({ kind: MovementKind, amount: Money, customers: z.number().int() })),
    end: Money,
    /** What the movements do not explain of the change: zero, unless something is broken. */
    difference: Money,
  }),
  /** Billed in the range for what was used, which is no recurring revenue; by currency. */
  metered: z.array(z.object({ currency: z.string(), amount: Money })),
  /** Calendar months, oldest first; this one is unfinished. */
  months: z
    .array(
      RevenueFigures.extend({
        month: Month,
        /** In the reporting currency: together they lead from the month before to this MRR. */
        movements: z.record(MovementKind, Money),
      }),
    )
    .length(12),
  /** Units of the reporting currency that one unit of another is worth, as configured. */
  rates: z.object({
    /** The day that they are of, where the configuration says. */
    day: Day.nullable(),
    values: z.array(z.object({ currency: z.string(), rate: z.string() })),
  }),
  /** Currencies without a rate, each by itself: part of the subscribers, not of the MRR above. */
  unconverted: z.array(
    z.object({ currency: z.string(), mrr: Money, subscribers: z.number().int() }),
  ),
  /** Trials that end within seven days. */
  trialsEnding: ExpectedChanges,
  /** Subscriptions whose end is announced, and what of the MRR goes with them. */
  leaving: ExpectedChanges.extend({ amount: Money }),
});
export type Revenue = z.infer<typeof Revenue>;

export const getRevenue = defineRoute({
  method: 'GET',
  path: '/api/v1/revenue',
  summary: 'What customers pay every month, how that moved, and what is about to move it.',
  access: 'revenue.read',
  query: z.object({ range: RevenueRange.default('mtd') }),
  response: Revenue,
});
