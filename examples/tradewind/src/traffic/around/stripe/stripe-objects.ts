import { createHash } from 'node:crypto';
import { plans, type PlanName } from '../../../plans/plans.ts';
import { dayMs, secondMs } from '../../durations.ts';
import type { Customer } from '../../world/customer.ts';

/** Objects as Stripe's API has had them since 2025-03-31, as far as a subscription and its bills go. */
const apiVersion = '2025-09-30.clover';

export const inSeconds = (atMs: number): number => Math.floor(atMs / secondMs);
const cents = (plan: PlanName): number => plans[plan].monthlyUsd * 100;

/** An id that looks like one of Stripe's, and is always the same. */
const idOf = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}_${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24)}`;

const subscriptionIdOf = ({ id }: Customer): string => idOf('sub', id);
const stripeCustomerIdOf = ({ id }: Customer): string => idOf('cus', id);

const priceOf = (plan: PlanName) => ({
  id: `price_tradewind_${plan}`,
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  currency: 'usd',
  lookup_key: plan,
  nickname: plan,
  product: 'prod_tradewind',
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  tax_behavior: 'exclusive',
  type: 'recurring',
  unit_amount: cents(plan),
  unit_amount_decimal: String(cents(plan)),
});

export interface SubscriptionMoment {
  readonly plan: PlanName;
  readonly status: 'active' | 'past_due';
  readonly startedAt: number;
  readonly periodStartsAt: number;
}

export const subscriptionOf = (
  customer: Customer,
  { plan, status, startedAt, periodStartsAt }: SubscriptionMoment,
) => ({
  id: subscriptionIdOf(customer),
  object: 'subscription',
  customer: stripeCustomerIdOf(customer),
  status,
  currency: 'usd',
  collection_method: 'charge_automatically',
  created: inSeconds(startedAt),
  start_date: inSeconds(startedAt),
  trial_end: null,
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  ended_at: null,
  pause_collection: null,
  default_tax_rates: [],
  discounts: [],
  metadata: { organizationId: customer.id },
  items: {
    object: 'list',
    has_more: false,
    data: [
      {
        id: idOf('si', customer.id),
        object: 'subscription_item',
        quantity: 1,
        price: priceOf(plan),
        tax_rates: [],
        discounts: [],
        current_period_start: inSeconds(periodStartsAt),
        current_period_end: inSeconds(periodStartsAt + 30 * dayMs),
      },
    ],
  },
});

export interface InvoiceMoment {
  readonly plan: PlanName;
  readonly month: number;
  readonly createdAt: number;
  readonly attempts: number;
  /** Absent once it is paid. */
  readonly nextAttemptAt: number | undefined;
}

export const invoiceOf = (
  customer: Customer,
  { plan, month, createdAt, attempts, nextAttemptAt }: InvoiceMoment,
) => {
  const id = idOf('in', customer.id, month);
  const isPaid = nextAttemptAt === undefined;
  return {
    id,
    object: 'invoice',
    customer: stripeCustomerIdOf(customer),
    customer_name: customer.name,
    customer_email: customer.owner.email,
    customer_address: { country: customer.country },
    collection_method: 'charge_automatically',
    billing_reason: 'subscription_cycle',
    currency: 'usd',
    number: `${id.slice(3, 11).toUpperCase()}-0001`,
    status: isPaid ? 'paid' : 'open',
    amount_due: cents(plan),
    amount_paid: isPaid ? cents(plan) : 0,
    attempt_count: attempts,
    attempted: true,
    next_payment_attempt: isPaid ? null : inSeconds(nextAttemptAt),
    due_date: null,
    created: inSeconds(createdAt),
    hosted_invoice_url: `https://billing.tradewind.example/invoices/${id}`,
    parent: {
      type: 'subscription_details',
      subscription_details: {
        subscription: subscriptionIdOf(customer),
        metadata: { organizationId: customer.id },
      },
    },
  };
};

export type StripeEventType =
  | 'customer.subscription.created'
  | 'customer.subscription.updated'
  | 'invoice.paid'
  | 'invoice.payment_failed';

export const eventOf = (
  type: StripeEventType,
  at: number,
  object: ReturnType<typeof subscriptionOf> | ReturnType<typeof invoiceOf>,
) => ({
  id: idOf('evt', type, at, object.id),
  object: 'event',
  api_version: apiVersion,
  type,
  created: inSeconds(at),
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  data: { object },
});
