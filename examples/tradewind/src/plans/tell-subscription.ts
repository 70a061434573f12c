import type { Tradewind } from '../tradewind.ts';
import { describeSubscription } from './subscription.ts';
import type { SubscriptionState } from './subscriptions.store.ts';

type Teller = Pick<Tradewind, 'taffrail'>;

/** After each change, so that Taffrail can tell what customers pay. */
export const tellSubscription = async (
  { taffrail }: Teller,
  state: SubscriptionState,
  at = new Date(),
): Promise<void> => {
  const { payingSince, terms } = state;
  if (state.plan === 'free' || payingSince === null || terms.paysBy === 'card') return;
  await taffrail.subscription(describeSubscription({ ...state, payingSince }, at));
};

/** @param state as it was before */
export const tellEnd = async (
  { taffrail }: Teller,
  state: SubscriptionState,
  endedAt = new Date(),
): Promise<void> => {
  const { payingSince, terms } = state;
  if (state.plan === 'free' || payingSince === null || terms.paysBy === 'card') return;
  const ended = { ...state, payingSince, isTrial: false, endedAt };
  await taffrail.subscription(describeSubscription(ended, endedAt));
};
