import type { CountryCode } from '../../catalogue/countries.ts';
import type { PlanName } from '../../plans/plans.ts';
import { usualTerms, type Currency, type Terms } from '../../plans/terms.ts';

const currencies: Partial<Record<CountryCode, Currency>> = {
  DE: 'eur',
  IT: 'eur',
  FR: 'eur',
  ES: 'eur',
  GB: 'gbp',
  IN: 'inr',
};

/**
 * Large customers sign for a year, in their own currency. Of the others, those pay by card whose plan
 * does not change while we look on: what Stripe is told of them follows from the seed alone.
 */
export const termsOf = (country: CountryCode, plan: PlanName, staysAsItIs: boolean): Terms => {
  if (plan === 'team')
    return { paysBy: 'invoice', billsEvery: 'year', currency: currencies[country] ?? 'usd' };
  return staysAsItIs && plan !== 'free' ? { ...usualTerms, paysBy: 'card' } : usualTerms;
};
