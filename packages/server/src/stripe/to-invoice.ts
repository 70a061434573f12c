import { toProductId } from '../platform/ids.ts';
import { toMajor } from '../revenue/revenue.ts';
import { toInvoiceLines } from './history/invoice-lines.ts';
import type { InvoiceValues } from './stripe.store.ts';
import type { StripeInvoice } from './stripe-objects.ts';

/** Before 2018-11 an invoice had no status. */
const statusOf = ({ status, paid, forgiven, closed }: StripeInvoice): InvoiceValues['status'] => {
  if (status) return status;
  if (paid) return 'paid';
  if (forgiven) return 'uncollectible';
  return closed ? 'void' : 'open';
};

/** Since 2025-03-31 an invoice names its subscription in `parent`. */
const subscriptionOf = ({ subscription, parent }: StripeInvoice): string | undefined =>
  subscription ?? parent?.subscription_details?.subscription;

const countryOf = ({ customer_address: address }: StripeInvoice): string | null =>
  /^[A-Z]{2}$/.exec(address?.country?.toUpperCase() ?? '')?.[0] ?? null;

export const toInvoice = (
  given: StripeInvoice,
  isDeleted: boolean,
): Omit<InvoiceValues, 'told_at' | 'told_event'> => {
  const { id, currency } = given;
  const subscription = subscriptionOf(given);
  const status = isDeleted ? 'deleted' : statusOf(given);
  const lines = toInvoiceLines(given, subscription);
  const metered = lines.filter(({ isMetered }) => isMetered);
  // Old ones do not say: what is due on a paid one was paid.
  const paid = given.amount_paid ?? (status === 'paid' ? given.amount_due : 0);
  return {
    id: toProductId('invoice:stripe', id),
    external_id: `stripe:${id}`,
    customer_id: given.customer ? `stripe:${given.customer}` : null,
    subscription_id: subscription ? toProductId('subscription:stripe', subscription) : null,
    told_by: 'stripe',
    number: given.number ?? null,
    status,
    currency,
    amount_due: toMajor(given.amount_due, currency),
    amount_paid: toMajor(paid, currency),
    attempt_count: given.attempt_count,
    next_attempt_at: given.next_payment_attempt ?? null,
    due_at: given.due_date ?? null,
    created_at: given.created,
    url: given.hosted_invoice_url ?? null,
    country: countryOf(given),
    lines: JSON.stringify(lines),
    metered_amount: toMajor(
      metered.reduce((sum, { amount }) => sum + amount, 0),
      currency,
    ),
  };
};
