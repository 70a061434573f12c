import type { SubscriptionPrice, SubscriptionRecord } from '@taffrail/contract';
import { Fraction } from 'fraction.js';
import type { ToldSubscription } from '../record-subscriptions.ts';
import { minorDigits } from '../rules/currency.ts';
import type { Discount, Subscription, SubscriptionItem } from '../rules/subscription.ts';

/** `49.99` as `4999`; what is finer than the minor unit stays: prices of a unit may be. */
const toMinorText = (major: string, currency: string): string =>
  new Fraction(major).mul(10 ** minorDigits(currency)).toString(6);

const toItem = (
  { amount, quantity, interval, intervalCount }: SubscriptionPrice,
  index: number,
  currency: string,
): SubscriptionItem => ({
  id: String(index),
  price: { unitAmount: toMinorText(amount, currency) },
  quantity: quantity ?? 1,
  interval: interval ?? 'month',
  intervalCount: intervalCount ?? 1,
  isMetered: false,
});

const toItems = (record: SubscriptionRecord): SubscriptionItem[] => {
  const { amount, items, currency } = record;
  const prices = amount === undefined ? (items ?? []) : [{ ...record, amount }];
  return prices.map((price, index) => toItem(price, index, currency));
};

const toDate = (text: string | null | undefined): Date | undefined =>
  typeof text === 'string' ? new Date(text) : undefined;

const toDiscounts = ({ discounts, startedAt, currency }: SubscriptionRecord): Discount[] =>
  (discounts ?? []).map(({ percentOff, amountOff, startsAt, endsAt }) => {
    const times = { startsAt: new Date(startsAt ?? startedAt), endsAt: toDate(endsAt) };
    return typeof amountOff === 'string'
      ? { amountOff: toMinorText(amountOff, currency), ...times }
      : { percentOff: new Fraction(percentOff ?? 0).toString(6), ...times };
  });

const toSubscription = (record: SubscriptionRecord, organizationId: string): Subscription => ({
  id: record.id,
  customerId: organizationId,
  status: record.status,
  isPaused: false,
  currency: record.currency,
  items: toItems(record),
  discounts: toDiscounts(record),
  startedAt: new Date(record.startedAt),
  cancelAt: toDate(record.cancelAt),
  endedAt: toDate(record.endedAt),
});

/** What the product told through ingest, as the rules see it. */
export const toTold = (
  record: SubscriptionRecord,
  { organizationId, at }: { organizationId: string; at: Date },
): ToldSubscription => ({
  at,
  subscription: toSubscription(record, organizationId),
  toldBy: 'sdk',
  organizationId,
  plan: record.plan ?? undefined,
  country: record.country ?? undefined,
  trialEndsAt: toDate(record.trialEndsAt),
  isReconstructed: false,
});
