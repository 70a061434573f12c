import type { PlanName } from '../../../plans/plans.ts';
import type { Customer, World } from '../../world/customer.ts';
import type { Report } from '../report.ts';
import { chargesOf, type Charge } from './charges.ts';
import {
  eventOf,
  invoiceOf,
  subscriptionOf,
  type StripeEventType,
  type SubscriptionMoment,
} from './stripe-objects.ts';

const planOf = ({ plan, planHistory }: Customer, at: number): PlanName =>
  planHistory.findLast(({ from }) => from <= at)?.plan ?? plan;

const toReport = (
  type: StripeEventType,
  at: number,
  object: Parameters<typeof eventOf>[2],
): Report => ({ by: 'stripe', at, body: eventOf(type, at, object) });

/** The subscription as it was: paid, or waiting for a card that fails. */
const tellSubscription = (
  customer: Customer,
  type: StripeEventType,
  at: number,
  moment: Pick<SubscriptionMoment, 'status' | 'periodStartsAt'>,
): Report => {
  const first = customer.planHistory.find(({ plan }) => plan !== 'free');
  const startedAt = first?.from ?? customer.signsUpAt;
  const plan = planOf(customer, at);
  return toReport(type, at, subscriptionOf(customer, { plan, startedAt, ...moment }));
};

/** When plans began, up to the one that it has. */
const tellPlans = (customer: Customer): Report[] =>
  customer.planHistory
    .filter(({ plan }) => plan !== 'free')
    .map(({ from }, index) => {
      const type = index === 0 ? 'customer.subscription.created' : 'customer.subscription.updated';
      return tellSubscription(customer, type, from, { status: 'active', periodStartsAt: from });
    });

const tellCharge = (customer: Customer, { month, createdAt, attempts }: Charge): Report[] =>
  attempts.flatMap((at, index) => {
    const nextAttemptAt = attempts[index + 1];
    const isFirst = index === 0;
    const isPaid = nextAttemptAt === undefined;
    const plan = planOf(customer, createdAt);
    const invoice = invoiceOf(customer, {
      plan,
      month,
      createdAt,
      attempts: index + 1,
      nextAttemptAt,
    });
    const told = toReport(isPaid ? 'invoice.paid' : 'invoice.payment_failed', at, invoice);
    // Nothing about the subscription changes with a bill that is paid at once, or fails once more.
    if (isFirst === isPaid) return [told];
    const status = isPaid ? 'active' : 'past_due';
    const type = 'customer.subscription.updated';
    return [told, tellSubscription(customer, type, at, { status, periodStartsAt: createdAt })];
  });

/** Stripe, as far as Tradewind's customers have something to do with it: it charges their cards. */
export const stripeReports = (world: World, until: number): Report[] =>
  world.customers
    .filter(({ terms }) => terms.paysBy === 'card')
    .flatMap((customer, position) => [
      ...tellPlans(customer),
      ...chargesOf(world, customer, position, until)
        .filter(({ createdAt }) => planOf(customer, createdAt) !== 'free')
        .flatMap((charge) => tellCharge(customer, charge)),
    ]);
