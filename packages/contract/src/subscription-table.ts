import { z } from 'zod';
import { SubscriptionStatus } from './ingest.ts';
import { Timestamp } from './page.ts';
import { ProductDataState, ProductFailure } from './product-database.ts';
import { defineRoute } from './route.ts';

// As long as Postgres lets names be; quoted by the server, so that any character is safe.
const Column = z.string().min(1).max(63);

const Interval = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  intervalCount: z.number().int().min(1).max(100).default(1),
});
export type SubscriptionInterval = z.infer<typeof Interval>;

/** The product's own table of subscriptions: its name, and which column holds what. */
export const SubscriptionTable = z.strictObject({
  /** `subscriptions`, or `billing.subscriptions` with its schema. */
  table: z
    .string()
    .regex(
      /^[^.]{1,63}(\.[^.]{1,63})?$/,
      'must be a table, or a schema and a table: billing.subscriptions',
    ),
  /** Unlike any other row's, and never given again. */
  id: Column,
  /** The product's own id of its customer. */
  organization: Column,
  status: Column,
  /** What the product's words for a status mean, where they are others: `{ live: 'active' }`. */
  statuses: z.record(z.string(), SubscriptionStatus).default({}),
  /** Of one unit for one period, tax excluded. */
  amount: Column,
  /** `minor` where it is in cents. */
  amountUnit: z.enum(['major', 'minor']).default('major'),
  /** 1 without. */
  quantity: Column.optional(),
  /** ISO 4217; the reporting currency without. */
  currency: Column.optional(),
  /** A month without. */
  interval: Column.optional(),
  /** What the product's words for an interval mean, where they are not known: `{ h: … }`. */
  intervals: z.record(z.string(), Interval).default({}),
  plan: Column.optional(),
  /** Of two letters, as ISO 3166-1 has them; others are not known. */
  country: Column.optional(),
  startedAt: Column,
  trialEndsAt: Column.optional(),
  /** When it will end, as announced. */
  cancelAt: Column.optional(),
  /** When it ended. */
  canceledAt: Column.optional(),
  /** Set with every change: with it only what changed is read, else the whole table each time. */
  updatedAt: Column.optional(),
});
export type SubscriptionTable = z.infer<typeof SubscriptionTable>;

export const SubscriptionTableState = z.object({
  asOf: Timestamp,
  state: ProductDataState,
  /** Null when none is mapped. */
  table: z.string().nullable(),
  /** Why the latest look came to nothing: `missing` where a column that is mapped is not there. */
  failure: ProductFailure.nullable(),
  /** What Postgres said of it: `column subscriptions.plan does not exist`. */
  message: z.string().nullable(),
  /** When it was last read to its end. */
  readAt: Timestamp.nullable(),
  attemptedAt: Timestamp.nullable(),
  /** Rows that could not be read the last time, and why one of them. */
  unreadable: z.object({
    count: z.number().int(),
    sample: z.object({ id: z.string(), reason: z.string() }).nullable(),
  }),
});
export type SubscriptionTableState = z.infer<typeof SubscriptionTableState>;

export const getSubscriptionTable = defineRoute({
  method: 'GET',
  path: '/api/v1/subscription-table',
  summary: "Whether the product's own table of subscriptions can be read, and when it was.",
  access: 'revenue.read',
  response: SubscriptionTableState,
});
