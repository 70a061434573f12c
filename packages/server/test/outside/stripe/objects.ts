/** Objects of Stripe's, as its API description has them, with what we read of them. */

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

export interface StripeObject extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly object: string;
}

export interface Wanted {
  readonly id: string;
  readonly customer?: string;
  readonly cents?: number;
  readonly currency?: string;
  readonly status?: string;
  readonly startedAt: Date;
  readonly over?: Readonly<Record<string, unknown>>;
}

export const makeSubscription = (wanted: Wanted): StripeObject => {
  const { id, customer = `cus_${id}`, cents = 2_000, currency = 'eur', startedAt } = wanted;
  return {
    id,
    object: 'subscription',
    customer,
    status: wanted.status ?? 'active',
    currency,
    created: seconds(startedAt),
    start_date: seconds(startedAt),
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    trial_end: null,
    pause_collection: null,
    discounts: [],
    default_tax_rates: [],
    metadata: {},
    items: {
      object: 'list',
      has_more: false,
      data: [
        {
          id: `si_${id}`,
          object: 'subscription_item',
          quantity: 1,
          tax_rates: [],
          discounts: [],
          current_period_start: seconds(startedAt),
          current_period_end: seconds(startedAt) + 30 * 86_400,
          price: {
            id: `price_${cents}`,
            object: 'price',
            currency,
            billing_scheme: 'per_unit',
            unit_amount: cents,
            unit_amount_decimal: String(cents),
            product: 'prod_1',
            nickname: 'Team',
            recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
          },
        },
      ],
    },
    ...wanted.over,
  };
};

export const makeInvoice = (id: string, createdAt: Date, over: object = {}): StripeObject => ({
  id,
  object: 'invoice',
  customer: 'cus_1',
  parent: { subscription_details: { subscription: 'sub_1' } },
  number: 'A-1',
  currency: 'eur',
  status: 'open',
  amount_due: 2_000,
  amount_paid: 0,
  attempt_count: 0,
  next_payment_attempt: null,
  due_date: null,
  created: seconds(createdAt),
  hosted_invoice_url: 'https://invoice.example.com/i/1',
  ...over,
});

/** A line for a period of a subscription, as since 2025-03-31. */
export const makeLine = (wanted: {
  readonly cents: number;
  readonly from: Date;
  readonly to: Date;
  readonly subscription?: string;
  readonly isProration?: boolean;
  readonly over?: object;
}): StripeObject => ({
  id: `il_${wanted.from.getTime()}_${wanted.cents}`,
  object: 'line_item',
  amount: wanted.cents,
  currency: 'eur',
  period: { start: seconds(wanted.from), end: seconds(wanted.to) },
  parent: {
    type: 'subscription_item_details',
    subscription_item_details: {
      subscription: wanted.subscription ?? 'sub_1',
      subscription_item: `si_${wanted.subscription ?? 'sub_1'}`,
      proration: wanted.isProration ?? false,
    },
  },
  pricing: { type: 'price_details', unit_amount_decimal: String(wanted.cents) },
  quantity: 1,
  discount_amounts: [],
  discounts: [],
  taxes: [],
  ...wanted.over,
});

let events = 0;

export const makeEvent = (
  type: string,
  at: Date,
  object: StripeObject,
  previous?: object,
): StripeObject => ({
  id: `evt_${(events += 1)}`,
  object: 'event',
  type,
  created: seconds(at),
  data: { object, ...(previous && { previous_attributes: previous }) },
});
