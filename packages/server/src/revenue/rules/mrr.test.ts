import { describe, expect, it } from 'vitest';
import { mrrOf } from './mrr.ts';
import type { Discount, Subscription, SubscriptionItem } from './subscription.ts';

const at = new Date('2026-11-21T10:00:00Z');
const monthAgo = new Date('2026-10-21T10:00:00Z');
const tomorrow = new Date('2026-11-22T10:00:00Z');

const item = (over: Partial<SubscriptionItem> = {}): SubscriptionItem => ({
  id: 'si_1',
  price: { unitAmount: '2000' },
  quantity: 1,
  packageOf: undefined,
  interval: 'month',
  intervalCount: 1,
  isMetered: false,
  includedTaxPercent: undefined,
  ...over,
});

const subscription = (over: Partial<Subscription> = {}): Subscription => ({
  id: 'sub_1',
  customerId: 'cus_1',
  status: 'active',
  isPaused: false,
  currency: 'eur',
  items: [item()],
  discounts: [],
  startedAt: monthAgo,
  cancelAt: undefined,
  endedAt: undefined,
  ...over,
});

const off = (
  over: { percentOff: string } | { amountOff: string },
  rest: Partial<Discount> = {},
): Discount => ({ itemId: undefined, startsAt: monthAgo, endsAt: undefined, ...over, ...rest });

const ofItems = (...items: SubscriptionItem[]) => mrrOf(subscription({ items }), at);
const withDiscounts = (...discounts: Discount[]) => mrrOf(subscription({ discounts }), at);

describe('a month of a price', () => {
  it.each([
    ['monthly is as it is', 'month', 1, 2_000],
    ['quarterly is a third', 'month', 3, 667],
    ['yearly is a twelfth', 'year', 1, 167],
    ['every two years is a twenty-fourth', 'year', 2, 83],
    ['weekly is 52 twelfths', 'week', 1, 8_667],
    ['every two weeks is 26 twelfths', 'week', 2, 4_333],
    ['daily is 365 twelfths', 'day', 1, 60_833],
  ] as const)('%s', (_, interval, intervalCount, expected) => {
    expect(ofItems(item({ interval, intervalCount }))).toBe(expected);
  });

  it('is rounded once, at the end, half away from zero', () => {
    const third = item({ interval: 'month', intervalCount: 3, price: { unitAmount: '100' } });
    expect(ofItems(third)).toBe(33);
    expect(ofItems(third, third, third)).toBe(100);
    expect(ofItems(item({ price: { unitAmount: '0.5' } }))).toBe(1);
  });

  it('takes prices of fractions of a cent', () => {
    expect(ofItems(item({ price: { unitAmount: '0.125' }, quantity: 1_000 }))).toBe(125);
  });
});

describe('quantity and tiers', () => {
  const tiers = [
    { upTo: 10, unitAmount: '100', flatAmount: '0' },
    { upTo: 20, unitAmount: '80', flatAmount: '500' },
    { upTo: undefined, unitAmount: '50', flatAmount: '0' },
  ];
  it('multiplies by the quantity; nothing for none', () => {
    expect(ofItems(item({ quantity: 7 }))).toBe(14_000);
    expect(ofItems(item({ quantity: 0 }))).toBe(0);
  });

  it.each([
    [0, 0],
    [1, 100],
    [10, 1_000],
    [11, 1_000 + 500 + 80],
    [25, 1_000 + 500 + 800 + 250],
  ])('graduated: each unit at its tier’s price (%i)', (quantity, expected) => {
    expect(ofItems(item({ quantity, price: { mode: 'graduated', tiers } }))).toBe(expected);
  });

  it.each([
    [0, 0],
    [10, 1_000],
    [11, 880 + 500],
    [25, 1_250],
  ])('volume: all units at the price of the last tier (%i)', (quantity, expected) => {
    expect(ofItems(item({ quantity, price: { mode: 'volume', tiers } }))).toBe(expected);
  });

  it.each([
    ['up', 7, 2],
    ['down', 7, 1],
    ['up', 10, 2],
  ] as const)('packages of five, rounded %s (%i)', (round, quantity, packages) => {
    expect(ofItems(item({ quantity, packageOf: { units: 5, round } }))).toBe(packages * 2_000);
  });
});

describe('several items', () => {
  it('add up, whatever their periods', () => {
    expect(
      ofItems(item(), item({ id: 'si_2', interval: 'year', price: { unitAmount: '12000' } })),
    ).toBe(3_000);
  });

  it('leaves metered usage out', () => {
    expect(ofItems(item(), item({ id: 'si_2', isMetered: true }))).toBe(2_000);
    expect(ofItems(item({ isMetered: true }))).toBe(0);
    expect(ofItems()).toBe(0);
  });

  it('leaves the tax out that is in the price', () => {
    expect(ofItems(item({ price: { unitAmount: '11900' }, includedTaxPercent: '19' }))).toBe(
      10_000,
    );
  });
});

describe('discounts', () => {
  it('take a part or an amount off', () => {
    expect(withDiscounts(off({ percentOff: '25.5' }))).toBe(1_490);
    expect(withDiscounts(off({ amountOff: '500' }))).toBe(1_500);
  });

  it('come off one after the other, in their order', () => {
    expect(withDiscounts(off({ percentOff: '50' }), off({ amountOff: '500' }))).toBe(500);
    expect(withDiscounts(off({ amountOff: '500' }), off({ percentOff: '50' }))).toBe(750);
  });

  it('never take more than there is', () => {
    expect(withDiscounts(off({ amountOff: '99999' }))).toBe(0);
    expect(withDiscounts(off({ percentOff: '100' }), off({ amountOff: '1' }))).toBe(0);
  });

  it('take an amount off each bill: of a year’s, once a year', () => {
    const items = [item({ interval: 'year', price: { unitAmount: '12000' } })];
    expect(mrrOf(subscription({ items, discounts: [off({ amountOff: '1200' })] }), at)).toBe(900);
  });

  it('of one item leave the others as they are', () => {
    const items = [item(), item({ id: 'si_2' })];
    const discounts = [off({ percentOff: '50' }, { itemId: 'si_2' })];
    expect(mrrOf(subscription({ items, discounts }), at)).toBe(3_000);
  });

  it.each([
    ['not yet', { startsAt: tomorrow }, 2_000],
    ['from its first moment', { startsAt: at }, 1_000],
    ['no longer from its last', { endsAt: at }, 2_000],
    ['until then', { endsAt: tomorrow }, 1_000],
  ])('count while they run: %s', (_, rest, expected) => {
    expect(withDiscounts(off({ percentOff: '50' }, rest))).toBe(expected);
  });
});

describe('what counts', () => {
  it.each([
    ['active', 2_000],
    ['past_due', 2_000],
    ['trialing', 0],
    ['incomplete', 0],
    ['incomplete_expired', 0],
    ['unpaid', 0],
    ['paused', 0],
    ['canceled', 0],
  ] as const)('%s: %i', (status, expected) => {
    expect(mrrOf(subscription({ status }), at)).toBe(expected);
  });

  it.each([
    ['collection is paused', { isPaused: true }, 0],
    ['it has not started', { startedAt: tomorrow }, 0],
    ['it has ended', { endedAt: at }, 0],
    ['it will end', { cancelAt: tomorrow }, 2_000],
    ['its announced end has come', { cancelAt: at }, 0],
  ])('%s', (_, over, expected) => {
    expect(mrrOf(subscription(over), at)).toBe(expected);
  });
});
