import { convert, toMajor, type Rates } from '../../src/revenue/rules/currency.ts';
import { mrrOf, ownChanges } from '../../src/revenue/rules/mrr.ts';
import type { ToldSubscription } from '../../src/revenue/record-subscriptions.ts';

/**
 * Revenue the slow way, from nothing but what was told: what each customer pays is asked for again
 * at each moment at which it could change. Neither movements nor daily sums are looked at.
 */
export interface RevenueOfPeriod {
  readonly mrr: string;
  readonly subscribers: number;
  readonly newSubscribers: number;
  readonly cancelled: number;
  readonly activeAtStart: number;
}

const latestOf = (told: readonly ToldSubscription[], at: number): ToldSubscription | undefined =>
  told.filter((one) => one.at.getTime() <= at).toSorted((a, b) => +b.at - +a.at)[0];

/** What one customer pays at a moment, in the minor unit. */
const paidAt = (told: readonly ToldSubscription[], at: number, rates: Rates): number => {
  let sum = 0;
  for (const ofOne of Map.groupBy(told, ({ subscription }) => subscription.id).values()) {
    const latest = latestOf(ofOne, at)?.subscription;
    if (!latest) continue;
    const mrr = mrrOf(latest, new Date(at));
    sum += convert(mrr, latest.currency, rates) ?? mrr;
  }
  return sum;
};

const momentsOf = (told: readonly ToldSubscription[]): number[] =>
  [
    ...new Set(
      told.flatMap(({ at, subscription }) => [+at, ...ownChanges(subscription).map(Number)]),
    ),
  ].sort((a, b) => a - b);

/** @param to up to, and with, this moment */
export const revenueFromSnapshots = (
  told: readonly ToldSubscription[],
  { from, to, rates }: { from: Date; to: Date; rates: Rates },
): RevenueOfPeriod => {
  const currencyOf = ({ subscription: { currency } }: ToldSubscription): string =>
    convert(1, currency, rates) === undefined ? currency : rates.reporting;
  const customers = Map.groupBy(told, (one) => `${one.subscription.customerId} ${currencyOf(one)}`);
  const found = { mrr: 0, subscribers: 0, newSubscribers: 0, cancelled: 0, activeAtStart: 0 };
  for (const [key, ofCustomer] of customers) {
    let [paid, hasPaid] = [0, false];
    for (const moment of momentsOf(ofCustomer)) {
      if (moment > +to) break;
      const now = paidAt(ofCustomer, moment, rates);
      const isInside = moment >= +from;
      if (isInside && paid === 0 && now > 0 && !hasPaid) found.newSubscribers += 1;
      if (isInside && paid > 0 && now === 0) found.cancelled += 1;
      hasPaid ||= now > 0;
      paid = now;
    }
    const atStart = momentsOf(ofCustomer).findLast((moment) => moment < +from);
    if (atStart !== undefined && paidAt(ofCustomer, atStart, rates) > 0) found.activeAtStart += 1;
    if (paid > 0) found.subscribers += 1;
    if (key.endsWith(` ${rates.reporting}`)) found.mrr += paid;
  }
  return { ...found, mrr: toMajor(found.mrr, rates.reporting) };
};
