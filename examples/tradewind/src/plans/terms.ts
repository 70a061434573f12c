import { plans, type PlanName } from './plans.ts';

/** How an organization pays. */
export interface Terms {
  /** Who pays by card is charged by Stripe, which tells Taffrail by itself. */
  readonly paysBy: 'invoice' | 'card';
  readonly currency: Currency;
  readonly billsEvery: 'month' | 'year';
}

/** What a dollar of the price list is in a currency: prices are round, and no rates. */
const perDollar = { usd: 1, eur: 1, gbp: 1, inr: 80 } as const;
export type Currency = keyof typeof perDollar;

/** A year costs as much as this many months. */
const monthsOf = { month: 1, year: 10 } as const;

export const usualTerms: Terms = { paysBy: 'invoice', currency: 'usd', billsEvery: 'month' };

/** Decimal text, in the currency of the terms. */
export const priceOf = (plan: PlanName, { currency, billsEvery }: Terms): string =>
  (plans[plan].monthlyUsd * perDollar[currency] * monthsOf[billsEvery]).toFixed(2);

/** As it is booked, in US dollars. */
export const priceUsdOf = (plan: PlanName, { billsEvery }: Terms): number =>
  plans[plan].monthlyUsd * monthsOf[billsEvery];

/** When the period that is paid for ends. */
export const periodEnd = (startedAt: Date, { billsEvery }: Terms, now: Date): Date => {
  const months = billsEvery === 'year' ? 12 : 1;
  for (let periods = 1; ; periods += 1) {
    const end = new Date(startedAt);
    end.setUTCMonth(end.getUTCMonth() + periods * months);
    if (end > now) return end;
  }
};
