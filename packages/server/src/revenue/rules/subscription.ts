import { CancellationCause, CancellationFeedback, SubscriptionStatus } from '@taffrail/contract';
import { z } from 'zod';

/** Decimal text: `12.5`. Amounts are in the minor unit (cents), and may have fractions of one. */
const Decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,12})?$/);
const Moment = z.coerce.date();

export const Tier = z.object({
  /** The last unit of the tier; absent for the last tier, which has no end. */
  upTo: z.number().optional(),
  unitAmount: Decimal,
  /** Once, as soon as the tier is reached. */
  flatAmount: Decimal,
});
export type Tier = z.infer<typeof Tier>;

const FlatPrice = z.object({ unitAmount: Decimal });

export const TieredPrice = z.object({
  /** `graduated`: each unit at its tier's price; `volume`: all at the price of the last. */
  mode: z.enum(['graduated', 'volume']),
  tiers: z.array(Tier),
});
export type TieredPrice = z.infer<typeof TieredPrice>;

export const SubscriptionItem = z.object({
  id: z.string(),
  price: z.union([FlatPrice, TieredPrice]),
  quantity: z.number(),
  /** Units are counted in packages of so many; absent where each counts. */
  packageOf: z.object({ units: z.number(), round: z.enum(['up', 'down']) }).optional(),
  interval: z.enum(['day', 'week', 'month', 'year']),
  intervalCount: z.number(),
  /** What is used is billed afterwards, and is no recurring revenue. */
  isMetered: z.boolean(),
  /** The tax in the price, where it is included. */
  includedTaxPercent: Decimal.optional(),
});
export type SubscriptionItem = z.infer<typeof SubscriptionItem>;

const discounted = {
  /** Of the whole subscription unless given. */
  itemId: z.string().optional(),
  startsAt: Moment,
  /** Absent: for as long as the subscription lasts. */
  endsAt: Moment.optional(),
};
/** A part, or an amount off the bill of each period. */
export const Discount = z.union([
  z.object({ percentOff: Decimal, ...discounted }),
  z.object({ amountOff: Decimal, ...discounted }),
]);
export type Discount = z.infer<typeof Discount>;

/**
 * A subscription as the rules see it, whoever told of it: Stripe, the product's own table, or the
 * SDK.
 */
export const Subscription = z.object({
  /** At whoever told of it. */
  id: z.string(),
  customerId: z.string(),
  status: SubscriptionStatus,
  /** Payment collection is paused, though the status stays. */
  isPaused: z.boolean(),
  /** ISO 4217, lower case. */
  currency: z.string().regex(/^[a-z]{3}$/),
  items: z.array(SubscriptionItem),
  /** In the order in which they are taken off. */
  discounts: z.array(Discount),
  startedAt: Moment,
  /** When it will end, as announced: at the end of the period that is paid, say. */
  cancelAt: Moment.optional(),
  endedAt: Moment.optional(),
  /** What was said of its end: no rule goes by it. */
  cancellation: z
    .object({ cause: CancellationCause.optional(), feedback: CancellationFeedback.optional() })
    .optional(),
});
export type Subscription = z.infer<typeof Subscription>;
