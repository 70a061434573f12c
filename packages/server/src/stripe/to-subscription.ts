import { toProductId } from '../platform/ids.ts';
import { Subscription, type ToldSubscription } from '../revenue/revenue.ts';
import { Unreadable } from '../inbox/inbox.ts';
import {
  LeftOut,
  StripeSubscription,
  readAs,
  type StripeItem,
  type StripePrice,
} from './stripe-objects.ts';
import { toDiscounts } from './prices/to-discounts.ts';
import { toPrice } from './prices/to-price.ts';

export type ReadSubscription = Pick<
  ToldSubscription,
  'subscription' | 'organizationId' | 'plan' | 'trialEndsAt'
> & {
  /** Of the period that runs; what is unpaid or paused was last paid for before it. */
  readonly periodStartsAt: Date | undefined;
};

type PricedItem = StripeItem & { readonly price: StripePrice };

/** Items with their prices; the oldest subscriptions have one plan instead. */
const itemsOf = ({ id, items, plan, quantity }: StripeSubscription): PricedItem[] => {
  if (items?.has_more) throw new LeftOut(`The subscription ${id} has more items than were sent.`);
  const given: StripeItem[] = items?.data ?? [{ id, plan, quantity }];
  return given.map((item) => {
    // Old events have the tiers in the plan, and a price without them beside it.
    const tiers = item.price?.tiers ?? item.plan?.tiers;
    const price = item.price ? { ...item.price, tiers } : item.plan;
    if (!price) throw new Unreadable(`The item ${item.id} has neither a price nor a plan.`);
    return { ...item, price };
  });
};

const latest = (moments: readonly (Date | null | undefined)[]): Date | undefined =>
  moments
    .filter((moment) => moment instanceof Date)
    .toSorted((a, b) => b.getTime() - a.getTime())[0];

/** Until 2025-03-31 periods were the subscription's, since then they are its items'. */
const periodOf = (given: StripeSubscription, items: readonly StripeItem[]) => ({
  startsAt: given.current_period_start ?? latest(items.map((item) => item.current_period_start)),
  endsAt: given.current_period_end ?? latest(items.map((item) => item.current_period_end)),
});

const endsOf = (given: StripeSubscription, periodEndsAt: Date | undefined) => ({
  cancelAt: given.cancel_at ?? (given.cancel_at_period_end ? periodEndsAt : undefined),
  endedAt:
    given.ended_at ?? (given.status === 'canceled' ? (given.canceled_at ?? undefined) : undefined),
});

const cancellationOf = ({ cancellation_details: told }: StripeSubscription) => {
  if (!told?.reason && !told?.feedback) return undefined;
  return { cause: told.reason ?? undefined, feedback: told.feedback ?? undefined };
};

const planOf = (items: readonly PricedItem[]): string | undefined => {
  const [first] = items;
  if (!first) return undefined;
  const { nickname, name, lookup_key: lookupKey, id } = first.price;
  return nickname ?? name ?? lookupKey ?? id;
};

/** `organizationId` or `organization_id` in the metadata is the product's own id of its customer. */
const organizationOf = ({ metadata }: StripeSubscription): string | undefined => {
  const id = metadata?.['organizationId'] ?? metadata?.['organization_id'];
  if (id === undefined || id === '') return undefined;
  return toProductId('organization', id);
};

/**
 * A subscription of Stripe's, of whatever API version, as the rules of revenue see it.
 *
 * @throws {LeftOut} when something is missing that Stripe tells whoever asks for it
 * @throws {Unreadable} when it is none
 */
export const toSubscription = (value: unknown): ReadSubscription => {
  const given = readAs(StripeSubscription, value, 'The subscription');
  const items = itemsOf(given);
  const currency = given.currency ?? items[0]?.price.currency;
  const period = periodOf(given, items);
  const subscription = {
    id: given.id,
    customerId: given.customer,
    status: given.status,
    isPaused: given.pause_collection !== null && given.pause_collection !== undefined,
    currency,
    items: items.map(({ id, price, quantity, tax_rates: rates }) => ({
      id,
      quantity: quantity ?? 1,
      ...toPrice(price, {
        currency: currency ?? price.currency,
        taxRates: rates && rates.length > 0 ? rates : (given.default_tax_rates ?? []),
      }),
    })),
    discounts: [
      ...items.flatMap((item) =>
        toDiscounts(item, [item]).map((one) => ({ ...one, itemId: item.id })),
      ),
      ...toDiscounts(given, items),
    ],
    startedAt: given.start_date ?? given.created,
    ...endsOf(given, period.endsAt),
    cancellation: cancellationOf(given),
  };
  return {
    subscription: readAs(Subscription, subscription, `The subscription ${given.id}`),
    organizationId: organizationOf(given),
    plan: planOf(items),
    trialEndsAt: given.trial_end ?? undefined,
    periodStartsAt: period.startsAt,
  };
};
