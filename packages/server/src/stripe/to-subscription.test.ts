import { describe, expect, it } from 'vitest';
import { Unreadable } from '../inbox/inbox.ts';
import { LeftOut } from './stripe-objects.ts';
import { toSubscription } from './to-subscription.ts';

const day = 86_400;
const start = 1_790_000_000;
const at = (days: number): Date => new Date((start + days * day) * 1_000);

const price = (over: object = {}) => ({
  id: 'price_1',
  object: 'price',
  currency: 'eur',
  billing_scheme: 'per_unit',
  unit_amount: 2_000,
  unit_amount_decimal: '2000',
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  product: 'prod_1',
  ...over,
});
const item = (over: object = {}) => ({
  id: 'si_1',
  price: price(),
  quantity: 3,
  current_period_start: start,
  current_period_end: start + 30 * day,
  ...over,
});
const subscription = (over: object = {}) => ({
  id: 'sub_1',
  object: 'subscription',
  customer: 'cus_1',
  status: 'active',
  currency: 'eur',
  items: { data: [item()], has_more: false },
  created: start,
  start_date: start,
  ...over,
});
const withItem = (over: object) => subscription({ items: { data: [item(over)] } });
const withPrice = (over: object) => withItem({ price: price(over) });
const coupon = (over: object = {}) => ({
  id: 'c',
  duration: 'forever',
  percent_off: 25.5,
  ...over,
});
const discount = (over: object = {}) => ({
  id: 'di_1',
  start,
  end: null,
  coupon: coupon(),
  ...over,
});

const read = (given: object) => toSubscription(given).subscription;
const firstItem = (given: object) => read(given).items[0];

describe('toSubscription', () => {
  it.each([
    [{ reason: 'cancellation_requested', feedback: 'too_expensive', comment: 'Sorry!' }, 'both'],
    [{ reason: 'payment_disputed', feedback: null }, 'cause'],
    [{ reason: 'of_next_year', feedback: 'unused' }, 'feedback'],
    [{ reason: null, feedback: null, comment: null }, 'neither'],
    [undefined, 'neither'],
  ])('keeps what was said of the end: %j', (details, kept) => {
    const expected = {
      both: { cause: 'cancellation_requested', feedback: 'too_expensive' },
      cause: { cause: 'payment_disputed' },
      feedback: { feedback: 'unused' },
      neither: undefined,
    }[kept];
    expect(read(subscription({ cancellation_details: details })).cancellation).toEqual(expected);
  });

  it('reads what Stripe sends now', () => {
    expect(toSubscription(subscription({ trial_end: start + 7 * day }))).toEqual({
      subscription: {
        id: 'sub_1',
        customerId: 'cus_1',
        status: 'active',
        isPaused: false,
        currency: 'eur',
        items: [
          {
            id: 'si_1',
            price: { unitAmount: '2000' },
            quantity: 3,
            interval: 'month',
            intervalCount: 1,
            isMetered: false,
          },
        ],
        discounts: [],
        startedAt: at(0),
      },
      organizationId: undefined,
      plan: 'price_1',
      trialEndsAt: at(7),
      periodStartsAt: at(0),
    });
  });

  it('reads one plan in place of items, as in 2016', () => {
    const plan = {
      id: 'gold',
      name: 'Gold Special',
      amount: 2_000,
      currency: 'aud',
      interval: 'year',
      interval_count: 2,
    };
    const given = subscription({ items: undefined, currency: undefined, plan, quantity: 4 });
    expect(read(given)).toMatchObject({
      currency: 'aud',
      items: [{ price: { unitAmount: '2000' }, quantity: 4, interval: 'year', intervalCount: 2 }],
    });
    expect(toSubscription(given).plan).toBe('Gold Special');
  });

  it.each([
    ['of its metadata', { metadata: { organization_id: '01900000-0000-7000-8000-00000000000A' } }],
    ['in camel case', { metadata: { organizationId: '01900000-0000-7000-8000-00000000000a' } }],
  ])('knows the organization %s', (_, over) => {
    expect(toSubscription(subscription(over)).organizationId).toBe(
      '01900000-0000-7000-8000-00000000000a',
    );
  });

  it('takes an expanded customer', () => {
    expect(read(subscription({ customer: { id: 'cus_9' } })).customerId).toBe('cus_9');
  });
});

describe('when it ends', () => {
  it.each([
    ['a day that was set', { cancel_at: start + 5 * day }, { cancelAt: at(5) }],
    ['the period of its items', { cancel_at_period_end: true }, { cancelAt: at(30) }],
    [
      'its own period, before 2025-03-31',
      { cancel_at_period_end: true, current_period_end: start + 9 * day },
      { cancelAt: at(9) },
    ],
    ['it has ended', { status: 'canceled', ended_at: start + 3 * day }, { endedAt: at(3) }],
    [
      'cancelled, without saying when it ended',
      { status: 'canceled', canceled_at: start + 4 * day },
      { endedAt: at(4) },
    ],
    ['cancelled for later: it goes on', { canceled_at: start }, { endedAt: undefined }],
  ])('%s', (_, over, expected) => {
    expect(read(subscription(over))).toMatchObject(expected);
  });

  it('is paused while nothing is collected', () => {
    expect(read(subscription({ pause_collection: { behavior: 'void' } })).isPaused).toBe(true);
    expect(read(subscription({ pause_collection: null })).isPaused).toBe(false);
  });
});

describe('what an item costs', () => {
  const tiers = [
    { up_to: 10, unit_amount: 100, unit_amount_decimal: '100', flat_amount: null },
    { up_to: null, unit_amount: null, unit_amount_decimal: '0.5', flat_amount: 700 },
  ];
  it.each([
    [
      'fractions of a cent',
      { unit_amount: null, unit_amount_decimal: '0.125' },
      { unitAmount: '0.125' },
    ],
    ['whole cents alone', { unit_amount_decimal: null }, { unitAmount: '2000' }],
    [
      'tiers',
      { billing_scheme: 'tiered', tiers_mode: 'volume', unit_amount: null, tiers },
      {
        mode: 'volume',
        tiers: [
          { upTo: 10, unitAmount: '100', flatAmount: '0' },
          { unitAmount: '0.5', flatAmount: '700' },
        ],
      },
    ],
    [
      'the amount in its own currency',
      { currency: 'usd', currency_options: { eur: { unit_amount: 1_800 } } },
      { unitAmount: '1800' },
    ],
  ])('%s', (_, over, expected) => {
    expect(firstItem(withPrice(over))?.price).toEqual(expected);
  });

  it('finds tiers in the plan beside a price without them', () => {
    const given = withItem({
      price: price({ billing_scheme: 'tiered', tiers_mode: 'graduated' }),
      plan: { id: 'p', currency: 'eur', interval: 'month', tiers },
    });
    expect(firstItem(given)?.price).toMatchObject({ mode: 'graduated' });
  });

  it.each(['transform_quantity', 'transform_usage'])('counts in packages (%s)', (name) => {
    expect(firstItem(withPrice({ [name]: { divide_by: 5, round: 'up' } }))?.packageOf).toEqual({
      units: 5,
      round: 'up',
    });
  });

  it('needs no amount of what is metered', () => {
    const recurring = { interval: 'month', usage_type: 'metered' };
    const over = { recurring, billing_scheme: 'tiered', unit_amount: null };
    expect(firstItem(withItem({ price: price(over), quantity: undefined }))).toMatchObject({
      isMetered: true,
      quantity: 1,
    });
  });

  it.each([
    ['the rate says so', { tax_rates: [{ percentage: 19, inclusive: true }] }, '19'],
    ['the rate is on top', { tax_rates: [{ percentage: 19, inclusive: false }] }, undefined],
    [
      'the price says so',
      {
        price: price({ tax_behavior: 'inclusive' }),
        tax_rates: [
          { percentage: 7.1, inclusive: false },
          { percentage: 0.2, inclusive: false },
        ],
      },
      '7.3',
    ],
    ['no rate is known', { price: price({ tax_behavior: 'inclusive' }) }, undefined],
  ])('takes included tax out where %s', (_, over, expected) => {
    expect(firstItem(withItem(over))?.includedTaxPercent).toBe(expected);
  });

  it('takes the tax rates of the subscription where the item has none', () => {
    const given = subscription({ default_tax_rates: [{ percentage: 20, inclusive: true }] });
    expect(firstItem(given)?.includedTaxPercent).toBe('20');
  });
});

describe('discounts', () => {
  const quarter = { percentOff: '25.5', itemId: undefined, startsAt: at(0), endsAt: undefined };
  it.each([
    ['one', { discount: discount() }, [quarter]],
    [
      'several',
      { discounts: [discount(), discount({ end: start + day })] },
      [quarter, { ...quarter, endsAt: at(1) }],
    ],
    ['an id, and the same spelled out', { discount: discount(), discounts: ['di_1'] }, [quarter]],
    [
      'a coupon in its source',
      { discounts: [discount({ coupon: undefined, source: { coupon: coupon() } })] },
      [quarter],
    ],
    [
      'an amount',
      { discount: discount({ coupon: coupon({ percent_off: null, amount_off: 500 }) }) },
      [{ amountOff: '500', itemId: undefined, startsAt: at(0), endsAt: undefined }],
    ],
    ['of one bill: left out', { discount: discount({ coupon: coupon({ duration: 'once' }) }) }, []],
    [
      'of an item',
      { items: { data: [item({ discounts: [discount()] })] } },
      [{ ...quarter, itemId: 'si_1' }],
    ],
    [
      'of a product that it has',
      { discount: discount({ coupon: coupon({ applies_to: { products: ['prod_1'] } }) }) },
      [{ ...quarter, itemId: 'si_1' }],
    ],
    [
      'of a product that it has not',
      { discount: discount({ coupon: coupon({ applies_to: { products: ['prod_2'] } }) }) },
      [],
    ],
  ])('%s', (_, over, expected) => {
    expect(read(subscription(over)).discounts).toEqual(expected);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['tiers that were left out', withPrice({ billing_scheme: 'tiered' }), /without its tiers/],
    [
      'an amount in another currency alone',
      withPrice({ currency: 'usd' }),
      /without its eur amount/,
    ],
    ['no amount', withPrice({ unit_amount: null, unit_amount_decimal: null }), /without amount/],
    ['a discount of which only the id is known', subscription({ discounts: ['di_1'] }), /di_1/],
    [
      'a coupon of which only the id is known',
      subscription({ discount: discount({ coupon: 'c' }) }),
      /coupon/,
    ],
    ['further items', subscription({ items: { data: [item()], has_more: true } }), /more items/],
  ])('asks for %s', (_, given, message) => {
    expect(() => toSubscription(given)).toThrow(LeftOut);
    expect(() => toSubscription(given)).toThrow(message);
  });

  it.each([
    ['nothing', null],
    ['another object', { ...subscription(), object: 'invoice' }],
    ['a status that nobody knows', subscription({ status: 'thriving' })],
    ['an item without a price', withItem({ price: null })],
    ['a price without a period', withPrice({ recurring: null })],
  ])('refuses %s', (_, given) => {
    expect(() => toSubscription(given)).toThrow(Unreadable);
    expect(() => toSubscription(given)).not.toThrow(LeftOut);
  });
});
