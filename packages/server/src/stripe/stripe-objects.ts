import { CancellationCause, CancellationFeedback } from '@taffrail/contract';
import { z } from 'zod';
import { Unreadable } from '../inbox/inbox.ts';

/**
 * What we read of Stripe's objects, in every shape that they had since 2016.
 * https://docs.stripe.com/changelog#breaking-changes
 */

/** Seconds since 1970. */
export const Seconds = z.number().transform((seconds) => new Date(seconds * 1_000));
/** Expanded, or its id. */
const idOrObject = <S extends z.ZodType>(schema: S) => z.union([z.string(), schema]);
export const Reference = idOrObject(z.object({ id: z.string() })).transform((given) =>
  typeof given === 'string' ? given : given.id,
);

const Tier = z.object({
  up_to: z.number().nullish(),
  /** Of the tiers of a plan before 2018-05. */
  amount: z.number().nullish(),
  unit_amount: z.number().nullish(),
  unit_amount_decimal: z.string().nullish(),
  flat_amount: z.number().nullish(),
  flat_amount_decimal: z.string().nullish(),
});
export type StripeTier = z.infer<typeof Tier>;

const Amounts = z.object({
  unit_amount: z.number().nullish(),
  unit_amount_decimal: z.string().nullish(),
  tiers: z.array(Tier).nullish(),
});

const Packages = z.object({ divide_by: z.number(), round: z.enum(['up', 'down']) });
const Interval = z.enum(['day', 'week', 'month', 'year']);
const UsageType = z.enum(['licensed', 'metered']);

/** A price, or the plan that came before prices did: its fields have other names. */
const Price = Amounts.extend({
  id: z.string(),
  currency: z.string(),
  amount: z.number().nullish(),
  amount_decimal: z.string().nullish(),
  billing_scheme: z.enum(['per_unit', 'tiered']).nullish(),
  tiers_mode: z.enum(['graduated', 'volume']).nullish(),
  recurring: z
    .object({
      interval: Interval,
      interval_count: z.number().nullish(),
      usage_type: UsageType.nullish(),
    })
    .nullish(),
  interval: Interval.nullish(),
  interval_count: z.number().nullish(),
  usage_type: UsageType.nullish(),
  transform_quantity: Packages.nullish(),
  transform_usage: Packages.nullish(),
  tax_behavior: z.enum(['inclusive', 'exclusive', 'unspecified']).nullish(),
  currency_options: z.record(z.string(), Amounts).nullish(),
  nickname: z.string().nullish(),
  lookup_key: z.string().nullish(),
  /** Of a plan before 2018-02. */
  name: z.string().nullish(),
  product: Reference.nullish(),
});
export type StripePrice = z.infer<typeof Price>;

const TaxRate = z.object({ percentage: z.number(), inclusive: z.boolean() });

const Coupon = z.object({
  id: z.string(),
  duration: z.enum(['forever', 'once', 'repeating']),
  percent_off: z.number().nullish(),
  amount_off: z.number().nullish(),
  applies_to: z.object({ products: z.array(z.string()) }).nullish(),
});

const Discount = z.object({
  id: z.string().nullish(),
  start: Seconds,
  end: Seconds.nullish(),
  coupon: idOrObject(Coupon).nullish(),
  source: z.object({ coupon: idOrObject(Coupon).nullish() }).nullish(),
});
export type StripeDiscount = z.infer<typeof Discount>;

const discountFields = {
  discount: Discount.nullish(),
  discounts: z.array(idOrObject(Discount)).nullish(),
};

const Item = z.object({
  id: z.string(),
  price: Price.nullish(),
  plan: Price.nullish().catch(null),
  quantity: z.number().nullish(),
  tax_rates: z.array(TaxRate).nullish(),
  current_period_start: Seconds.nullish(),
  current_period_end: Seconds.nullish(),
  ...discountFields,
});
export type StripeItem = z.infer<typeof Item>;

export const StripeSubscription = z.object({
  object: z.literal('subscription'),
  id: z.string(),
  customer: Reference,
  status: z.string(),
  currency: z.string().nullish(),
  items: z.object({ data: z.array(Item), has_more: z.boolean().nullish() }).nullish(),
  /** Instead of items, before there were several. */
  plan: Price.nullish().catch(null),
  quantity: z.number().nullish(),
  created: Seconds,
  start_date: Seconds.nullish(),
  current_period_start: Seconds.nullish(),
  current_period_end: Seconds.nullish(),
  trial_end: Seconds.nullish(),
  cancel_at: Seconds.nullish(),
  cancel_at_period_end: z.boolean().nullish(),
  canceled_at: Seconds.nullish(),
  ended_at: Seconds.nullish(),
  pause_collection: z.looseObject({}).nullish(),
  /** Since 2022-11. Words that are not known yet are left out. */
  cancellation_details: z
    .object({
      reason: CancellationCause.nullish().catch(null),
      feedback: CancellationFeedback.nullish().catch(null),
    })
    .nullish(),
  default_tax_rates: z.array(TaxRate).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  ...discountFields,
});
export type StripeSubscription = z.infer<typeof StripeSubscription>;

/** Where it belongs: since 2025-03-31 in `parent`, before in its own fields. */
const LineParent = z.object({
  subscription_item_details: z
    .object({
      subscription: Reference.nullish(),
      subscription_item: Reference.nullish(),
      proration: z.boolean().nullish(),
    })
    .nullish(),
  invoice_item_details: z
    .object({ subscription: Reference.nullish(), proration: z.boolean().nullish() })
    .nullish(),
});

export const StripeInvoiceLine = z.object({
  amount: z.number(),
  period: z.object({ start: Seconds, end: Seconds }).nullish(),
  type: z.string().nullish(),
  subscription: Reference.nullish(),
  subscription_item: Reference.nullish(),
  proration: z.boolean().nullish(),
  parent: LineParent.nullish(),
  price: Price.nullish().catch(null),
  plan: Price.nullish().catch(null),
  discount_amounts: z.array(z.object({ amount: z.number(), discount: Reference })).nullish(),
  tax_amounts: z.array(z.object({ amount: z.number(), inclusive: z.boolean() })).nullish(),
  /** Since 2025-03-31. */
  taxes: z.array(z.object({ amount: z.number(), tax_behavior: z.string().nullish() })).nullish(),
  discounts: z.array(idOrObject(Discount)).nullish().catch(null),
});
export type StripeInvoiceLine = z.infer<typeof StripeInvoiceLine>;

/** Before 2018-11 `created` was called `date`. */
const withCreated = (given: unknown): unknown =>
  typeof given === 'object' && given !== null && 'date' in given && !('created' in given)
    ? { ...given, created: given.date }
    : given;

export const StripeInvoice = z.preprocess(
  withCreated,
  z.object({
    object: z.literal('invoice'),
    id: z.string(),
    customer: Reference.nullish(),
    subscription: Reference.nullish(),
    parent: z
      .object({ subscription_details: z.object({ subscription: Reference }).nullish() })
      .nullish(),
    number: z.string().nullish(),
    currency: z.string(),
    status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void', 'deleted']).nullish(),
    /** Instead of a status, before 2018-11. */
    paid: z.boolean().nullish(),
    forgiven: z.boolean().nullish(),
    closed: z.boolean().nullish(),
    amount_due: z.number(),
    amount_paid: z.number().nullish(),
    attempt_count: z.number().int(),
    next_payment_attempt: Seconds.nullish(),
    due_date: Seconds.nullish(),
    created: Seconds,
    hosted_invoice_url: z.string().nullish(),
    /** Of the bill; what is no address says nothing. */
    customer_address: z.object({ country: z.string().nullish() }).nullish().catch(null),
    lines: z
      .object({ data: z.array(StripeInvoiceLine), has_more: z.boolean().nullish() })
      .nullish(),
    discount: Discount.nullish().catch(null),
    discounts: z.array(idOrObject(Discount)).nullish().catch(null),
  }),
);
export type StripeInvoice = z.infer<typeof StripeInvoice>;

export const StripeEvent = z.object({
  object: z.literal('event'),
  id: z.string(),
  type: z.string(),
  created: Seconds,
  data: z.object({
    object: z.looseObject({}),
    /** What an update changed, as it was before: objects in part, arrays whole. */
    previous_attributes: z.looseObject({}).nullish(),
  }),
});
export type StripeEvent = z.infer<typeof StripeEvent>;

/** @throws {Unreadable} that names what is wrong */
export const readAs = <S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Unreadable(`${what} cannot be read:\n${z.prettifyError(parsed.error)}`);
};

/** What a webhook leaves out, and Stripe tells whoever asks for it. */
export class LeftOut extends Unreadable {}
