import type { SubscriptionFields } from '@taffrail/node';
import type { PlanName } from './plans.ts';
import { priceOf, type Terms } from './terms.ts';

/** What an organization has subscribed to, or had: a plan that is paid for. */
export interface Subscription {
  readonly organizationId: string;
  readonly terms: Terms;
  readonly plan: PlanName;
  /** Of who is a customer no more nobody knows it. */
  readonly country?: string;
  /** Since when it pays, whatever plan it began with. */
  readonly payingSince: Date;
  readonly isTrial?: boolean;
  readonly trialEndsAt?: Date | null;
  /** The end that was announced. */
  readonly cancelAt?: Date | null;
  readonly endedAt?: Date;
}

/** An organization has one subscription: another plan changes it. */
export const describeSubscription = (
  subscription: Subscription,
  at: Date,
): SubscriptionFields & { readonly at: Date } => {
  const { organizationId, terms, plan, payingSince, isTrial, trialEndsAt } = subscription;
  const { country, cancelAt, endedAt } = subscription;
  const runs = isTrial ? 'trialing' : 'active';
  return {
    id: organizationId,
    organizationId,
    plan,
    country,
    status: endedAt ? 'canceled' : runs,
    amount: priceOf(plan, terms),
    currency: terms.currency,
    interval: terms.billsEvery,
    startedAt: payingSince,
    trialEndsAt: trialEndsAt ?? null,
    cancelAt: cancelAt ?? null,
    endedAt: endedAt ?? null,
    at,
  };
};
