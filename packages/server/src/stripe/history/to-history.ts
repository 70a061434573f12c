import type { ToldSubscription } from '../../revenue/revenue.ts';
import type { ReadSubscription } from '../to-subscription.ts';
import { changesWithin, toBilledSteps, type BilledStep } from './billed-steps.ts';
import type { InvoiceLine } from './invoice-lines.ts';

type Subscription = ReadSubscription['subscription'];

const dayMs = 86_400_000;

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

/** When it began to cost something. */
export const paidFrom = ({ subscription, trialEndsAt }: ReadSubscription): Date =>
  trialEndsAt && trialEndsAt > subscription.startedAt ? trialEndsAt : subscription.startedAt;

interface State {
  readonly at: Date;
  readonly subscription: Subscription;
}

/**
 * What was billed, step by step: what was off is off already. What changed within a period was so
 * from the change on, as it was billed with the next period, or as it is now.
 */
const statesOf = (
  steps: readonly BilledStep[],
  lines: readonly InvoiceLine[],
  { running, now }: { running: Subscription; now: Date },
): State[] => {
  const toState = (at: Date, { items }: BilledStep): State => ({
    at,
    subscription: { ...running, items: [...items], discounts: [] },
  });
  return steps.flatMap((step, index) => {
    const previous = steps[index - 1];
    const changedAt = previous && changesWithin(lines, previous.at, step.at);
    const state = toState(step.items.length > 0 ? (changedAt ?? step.at) : step.at, step);
    if (index < steps.length - 1) return [state];
    const changedSince = changesWithin(lines, step.at, now);
    return changedSince ? [state, { at: changedSince, subscription: running }] : [state];
  });
};

/** What is known before the first invoice is taken to have cost the same. */
const fromStart = (states: readonly State[], start: Date): readonly State[] => {
  const [first, ...rest] = states;
  if (!first || first.at.getTime() - start.getTime() <= dayMs) return states;
  return [{ ...first, at: start }, ...rest];
};

/**
 * What a subscription tells when it is first seen: its state now, and of the time before what was
 * billed; without invoices what follows from its dates, as if it had always cost the same. That part
 * is marked as reconstructed.
 *
 * @param lines of its invoices that were not void
 */
export const toHistory = (
  read: ReadSubscription,
  now: Date,
  lines: readonly InvoiceLine[] = [],
): ToldSubscription[] => {
  const { periodStartsAt: _, ...facts } = read;
  const { subscription } = read;
  const seen = { ...facts, at: now, toldBy: 'stripe' as const, isReconstructed: false };
  const start = paidFrom(read);
  const until = endOf(read);
  const isEmpty = until !== undefined && until <= start;
  if (withoutHistory.has(subscription.status) || start >= now || isEmpty) return [seen];
  const running = {
    ...subscription,
    status: 'active' as const,
    isPaused: false,
    cancelAt: undefined,
    endedAt: until,
  };
  const billed = statesOf(toBilledSteps(lines), lines, { running, now });
  const states =
    billed.length > 0 ? fromStart(billed, start) : [{ at: start, subscription: running }];
  const before = states
    .filter(({ at }) => at < now && (until === undefined || at < until))
    .map((state) => ({ ...seen, ...state, isReconstructed: true }));
  return [...before, seen];
};
