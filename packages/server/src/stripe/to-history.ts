import type { ToldSubscription } from '../revenue/revenue.ts';
import type { ReadSubscription } from './to-subscription.ts';

/** Never paid for, or not yet. */
const withoutHistory: ReadonlySet<string> = new Set([
  'incomplete',
  'incomplete_expired',
  'trialing',
]);
/** What is not paid for any more was last paid for before the period that runs. */
const lapsed: ReadonlySet<string> = new Set(['unpaid', 'paused']);

const endOf = ({ subscription, periodStartsAt }: ReadSubscription): Date | undefined =>
  subscription.endedAt ??
  (lapsed.has(subscription.status) || subscription.isPaused ? periodStartsAt : undefined);

/**
 * What a subscription tells when it is first seen: its state now, and of the time before what
 * follows from its dates, as if it had always cost the same. That part is marked as reconstructed.
 */
export const toHistory = (read: ReadSubscription, now: Date): ToldSubscription[] => {
  const { periodStartsAt: _, ...facts } = read;
  const { subscription, trialEndsAt } = read;
  const seen = { ...facts, at: now, toldBy: 'stripe' as const, isReconstructed: false };
  const { startedAt } = subscription;
  const paidFrom = trialEndsAt && trialEndsAt > startedAt ? trialEndsAt : startedAt;
  const until = endOf(read);
  const isEmpty = until !== undefined && until <= paidFrom;
  if (withoutHistory.has(subscription.status) || paidFrom >= now || isEmpty) return [seen];
  const before = {
    ...subscription,
    status: 'active' as const,
    isPaused: false,
    cancelAt: undefined,
    endedAt: until,
  };
  return [{ ...seen, at: paidFrom, isReconstructed: true, subscription: before }, seen];
};
