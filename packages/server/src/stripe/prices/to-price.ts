import { Fraction } from 'fraction.js';
import type { Subscription } from '../../revenue/revenue.ts';
import { LeftOut, type StripePrice, type StripeTier } from '../stripe-objects.ts';

type Item = Subscription['items'][number];

const textOf = (
  decimal: string | null | undefined,
  whole: number | null | undefined,
): string | undefined => decimal ?? (typeof whole === 'number' ? String(whole) : undefined);

const toTier = (tier: StripeTier) => ({
  upTo: tier.up_to ?? undefined,
  unitAmount: textOf(tier.unit_amount_decimal, tier.unit_amount ?? tier.amount) ?? '0',
  flatAmount: textOf(tier.flat_amount_decimal, tier.flat_amount) ?? '0',
});

const isMetered = ({ recurring, usage_type: usageType }: StripePrice): boolean =>
  (recurring?.usage_type ?? usageType) === 'metered';

/** In the subscription's currency: a price may have amounts in several. */
const amountsIn = (price: StripePrice, currency: string) => {
  if (price.currency === currency) return price;
  const amounts = price.currency_options?.[currency];
  if (!amounts) throw new LeftOut(`The price ${price.id} was sent without its ${currency} amount.`);
  return { ...amounts, amount: undefined, amount_decimal: undefined };
};

const amountOf = (price: StripePrice, currency: string): Item['price'] => {
  // What is used is left out of revenue: its price decides nothing.
  if (isMetered(price)) return { unitAmount: '0' };
  const amounts = amountsIn(price, currency);
  if (price.billing_scheme !== 'tiered') {
    const { unit_amount_decimal: decimal, unit_amount: whole } = amounts;
    const unitAmount = textOf(decimal, whole) ?? textOf(amounts.amount_decimal, amounts.amount);
    if (unitAmount === undefined)
      throw new LeftOut(`The price ${price.id} was sent without amount.`);
    return { unitAmount };
  }
  const { tiers } = amounts;
  if (!tiers || tiers.length === 0)
    throw new LeftOut(`The price ${price.id} was sent without its tiers.`);
  return { mode: price.tiers_mode ?? 'graduated', tiers: tiers.map(toTier) };
};

interface TaxRate {
  readonly percentage: number;
  readonly inclusive: boolean;
}

/** With automatic tax the percentage is on invoices alone: such a price counts whole. */
const includedTax = (price: StripePrice, rates: readonly TaxRate[]): string | undefined => {
  const included = rates.filter(({ inclusive }) => inclusive || price.tax_behavior === 'inclusive');
  if (included.length === 0) return undefined;
  return included
    .reduce((sum, { percentage }) => sum.add(percentage), new Fraction(0))
    .toString(12);
};

/** What an item costs, out of its price or plan. */
export const toPrice = (
  price: StripePrice,
  { currency, taxRates }: { currency: string; taxRates: readonly TaxRate[] },
): Omit<Item, 'id' | 'quantity' | 'interval'> & { interval: Item['interval'] | undefined } => {
  const packages = price.transform_quantity ?? price.transform_usage;
  return {
    price: amountOf(price, currency),
    packageOf: packages ? { units: packages.divide_by, round: packages.round } : undefined,
    interval: price.recurring?.interval ?? price.interval ?? undefined,
    intervalCount: price.recurring?.interval_count ?? price.interval_count ?? 1,
    isMetered: isMetered(price),
    includedTaxPercent: includedTax(price, taxRates),
  };
};
