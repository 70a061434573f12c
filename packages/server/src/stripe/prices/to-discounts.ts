import type { Subscription } from '../../revenue/revenue.ts';
import { LeftOut, type StripeDiscount, type StripePrice } from '../stripe-objects.ts';

type Discount = Subscription['discounts'][number];

interface Discounted {
  readonly discount?: StripeDiscount | null | undefined;
  readonly discounts?: readonly (string | StripeDiscount)[] | null | undefined;
}

/** `discounts` may be ids only; where there is one, `discount` beside it spells it out. */
const spelledOut = ({ discount, discounts }: Discounted): StripeDiscount[] => {
  if (!discounts || discounts.length === 0) return discount ? [discount] : [];
  return discounts.map((one) => {
    if (typeof one !== 'string') return one;
    if (discount && (discounts.length === 1 || discount.id === one)) return discount;
    throw new LeftOut(`The discount ${one} was sent as an id alone.`);
  });
};

const couponOf = ({ id, coupon, source }: StripeDiscount) => {
  const found = coupon ?? source?.coupon;
  if (typeof found === 'object' && found !== null) return found;
  throw new LeftOut(`The discount ${id ?? ''} was sent without its coupon.`);
};

/** Of which items, where a coupon is for some products only; undefined for all of them. */
const itemIdsOf = (
  products: readonly string[] | undefined,
  items: readonly { readonly id: string; readonly price: StripePrice }[],
): (string | undefined)[] =>
  products === undefined
    ? [undefined]
    : items.filter(({ price }) => products.includes(price.product ?? '')).map(({ id }) => id);

/** What is off again and again: a coupon for one bill is no part of what recurs. */
export const toDiscounts = (
  discounted: Discounted,
  items: Parameters<typeof itemIdsOf>[1],
): Discount[] =>
  spelledOut(discounted).flatMap((discount): Discount[] => {
    const coupon = couponOf(discount);
    if (coupon.duration === 'once') return [];
    const itemIds = itemIdsOf(coupon.applies_to?.products, items);
    const running = { startsAt: discount.start, endsAt: discount.end ?? undefined };
    if (typeof coupon.percent_off === 'number') {
      const percentOff = String(coupon.percent_off);
      return itemIds.map((itemId) => ({ percentOff, itemId, ...running }));
    }
    // An amount comes off once a bill, not once an item.
    const amountOff = String(coupon.amount_off ?? 0);
    return itemIds.slice(0, 1).map((itemId) => ({ amountOff, itemId, ...running }));
  });
