/**
 * A subscription as the rules see it, whoever told of it: Stripe, the product's own table, or the
 * SDK. Amounts are decimal text in the currency's minor unit (cents), which may have fractions of
 * one: Stripe's `unit_amount_decimal`.
 */
export interface Subscription {
  readonly id: string;
  readonly customerId: string;
  readonly status: SubscriptionStatus;
  /** Payment collection is paused, though the status stays. */
  readonly isPaused: boolean;
  /** ISO 4217, lower case. */
  readonly currency: string;
  readonly items: readonly SubscriptionItem[];
  /** In the order in which they are taken off. */
  readonly discounts: readonly Discount[];
  readonly startedAt: Date;
  /** When it will end, as announced: at the end of the period that is paid, say. */
  readonly cancelAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

/** Stripe's words. */
export type SubscriptionStatus =
  | 'active'
  | 'past_due'
  | 'trialing'
  | 'incomplete'
  | 'incomplete_expired'
  | 'unpaid'
  | 'paused'
  | 'canceled';

export interface SubscriptionItem {
  readonly id: string;
  readonly price: FlatPrice | TieredPrice;
  readonly quantity: number;
  /** Units are counted in packages of so many: 1 unless the price says otherwise. */
  readonly packageOf: { readonly units: number; readonly round: 'up' | 'down' } | undefined;
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly intervalCount: number;
  /** What is used is billed afterwards, and is no recurring revenue. */
  readonly isMetered: boolean;
  /** The tax in the price, where it is included; decimal text. */
  readonly includedTaxPercent: string | undefined;
}

export interface FlatPrice {
  readonly unitAmount: string;
}

export interface TieredPrice {
  /** `graduated`: each unit at its tier's price; `volume`: all at the price of the last. */
  readonly mode: 'graduated' | 'volume';
  readonly tiers: readonly Tier[];
}

export interface Tier {
  /** The last unit of the tier; undefined for the last tier, which has no end. */
  readonly upTo: number | undefined;
  readonly unitAmount: string;
  /** Once, as soon as the tier is reached. */
  readonly flatAmount: string;
}

/** Decimal text: percent, or the minor unit off the bill of each period. */
export type Discount = ({ readonly percentOff: string } | { readonly amountOff: string }) & {
  /** Of the whole subscription unless given. */
  readonly itemId: string | undefined;
  readonly startsAt: Date;
  /** Undefined: for as long as the subscription lasts. */
  readonly endsAt: Date | undefined;
};
