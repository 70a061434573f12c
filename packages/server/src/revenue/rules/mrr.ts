import type { SubscriptionStatus } from '@taffrail/contract';
import { Fraction } from 'fraction.js';
import type { Discount, Subscription, SubscriptionItem, TieredPrice } from './subscription.ts';

/**
 * Monthly recurring revenue of one subscription. docs/reference/revenue.md has the sentence of each
 * rule. Fractions are exact; only the end is rounded, to the minor unit, half away from zero.
 */

const zero = new Fraction(0);

/** Months in which so much is billed once, turned over: a year's price counts a twelfth. */
const perMonth = ({
  interval,
  intervalCount,
}: Pick<SubscriptionItem, 'interval' | 'intervalCount'>): Fraction => {
  const once = {
    day: new Fraction(365, 12),
    week: new Fraction(52, 12),
    month: new Fraction(1),
    year: new Fraction(1, 12),
  }[interval];
  return once.div(intervalCount);
};

const unitsOf = ({ quantity, packageOf }: SubscriptionItem): number => {
  if (!packageOf) return quantity;
  const packages = quantity / packageOf.units;
  return packageOf.round === 'up' ? Math.ceil(packages) : Math.floor(packages);
};

const volumeAmount = ({ tiers }: TieredPrice, units: number): Fraction => {
  const tier = tiers.find(({ upTo }) => upTo === undefined || units <= upTo) ?? tiers.at(-1);
  if (!tier || units === 0) return zero;
  return new Fraction(tier.unitAmount).mul(units).add(tier.flatAmount);
};

const graduatedAmount = ({ tiers }: TieredPrice, units: number): Fraction => {
  let sum = zero;
  let counted = 0;
  for (const { upTo, unitAmount, flatAmount } of tiers) {
    if (counted >= units) break;
    const inTier = Math.min(units, upTo ?? units) - counted;
    sum = sum.add(new Fraction(unitAmount).mul(inTier)).add(flatAmount);
    counted += inTier;
  }
  return sum;
};

/** Of one billing period, tax excluded. */
const periodAmount = (item: SubscriptionItem): Fraction => {
  const { price, includedTaxPercent = '0' } = item;
  const units = unitsOf(item);
  const gross =
    'unitAmount' in price
      ? new Fraction(price.unitAmount).mul(units)
      : price.mode === 'volume'
        ? volumeAmount(price, units)
        : graduatedAmount(price, units);
  return gross.div(new Fraction(includedTaxPercent).div(100).add(1));
};

const isRunning = ({ startsAt, endsAt }: Discount, at: Date): boolean =>
  startsAt <= at && (endsAt === undefined || at < endsAt);

/** Never below nothing. */
const takeOff = (amount: Fraction, discount: Discount, monthly: Fraction): Fraction => {
  const left =
    'percentOff' in discount
      ? amount.mul(new Fraction(100).sub(discount.percentOff)).div(100)
      : amount.sub(new Fraction(discount.amountOff).mul(monthly));
  return left.lt(0) ? zero : left;
};

const counted: ReadonlySet<SubscriptionStatus> = new Set(['active', 'past_due']);

/** Past-due counts until it ends; an end that was announced counts when it comes. */
export const isCounted = (subscription: Subscription, at: Date): boolean => {
  const { status, isPaused, startedAt, endedAt, cancelAt } = subscription;
  const end = endedAt ?? cancelAt;
  return counted.has(status) && !isPaused && startedAt <= at && (end === undefined || at < end);
};

/** In the minor unit of its currency, whole; metered items are left out. */
export const mrrOf = (subscription: Subscription, at: Date): number => {
  if (!isCounted(subscription, at)) return 0;
  const items = subscription.items.filter(({ isMetered }) => !isMetered);
  const [first] = items;
  if (!first) return 0;
  const discounts = subscription.discounts.filter((discount) => isRunning(discount, at));

  let sum = zero;
  for (const item of items) {
    const monthly = perMonth(item);
    let amount = periodAmount(item).mul(monthly);
    for (const discount of discounts)
      if (discount.itemId === item.id) amount = takeOff(amount, discount, monthly);
    sum = sum.add(amount);
  }
  for (const discount of discounts)
    // An amount off the bill comes off as often as there is one: by the first item's period.
    if (discount.itemId === undefined) sum = takeOff(sum, discount, perMonth(first));
  return sum.round().valueOf();
};

/** When its MRR changes without anybody doing anything: discounts that run out, an announced end. */
export const ownChanges = (subscription: Subscription): Date[] => {
  const { startedAt, endedAt, cancelAt, discounts } = subscription;
  return [
    startedAt,
    endedAt ?? cancelAt,
    ...discounts.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
  ].filter((at) => at !== undefined);
};
