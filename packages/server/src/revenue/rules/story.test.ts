import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toStory, type Before, type StoryPart } from './story.ts';
import type { Subscription } from './subscription.ts';

const start = Date.UTC(2026, 0, 1);
const at = (ms: number): Date => new Date(start + ms);

const costing = (cents: number): Subscription => ({
  id: 'sub_1',
  customerId: 'cus_1',
  status: 'active',
  isPaused: false,
  currency: 'eur',
  items: [
    {
      id: 'si_1',
      price: { unitAmount: String(cents) },
      quantity: 1,
      interval: 'month',
      intervalCount: 1,
      isMetered: false,
    },
  ],
  discounts: [],
  startedAt: at(0),
});
const was = (cents: number): Extract<Before, { kind: 'state' }> => ({
  kind: 'state',
  since: at(0),
  subscription: costing(cents),
});
const seen = (ms: number, cents: number, before?: Before): StoryPart => ({
  at: at(ms),
  subscription: costing(cents),
  before,
  isReconstructed: false,
});
const concluded = (ms: number, cents: number): StoryPart => ({
  ...seen(ms, cents),
  isReconstructed: true,
});
const told = (parts: readonly StoryPart[]) =>
  toStory(parts).map(({ at: moment, subscription: { items }, isReconstructed }) => [
    moment.getTime() - start,
    items[0]?.price && 'unitAmount' in items[0].price ? Number(items[0].price.unitAmount) : 0,
    ...(isReconstructed ? ['concluded'] : []),
  ]);

const day = 86_400_000;

describe('the story of a subscription', () => {
  it('is in the order of time', () => {
    expect(told([seen(2 * day, 30), seen(0, 10), seen(day, 20)])).toEqual([
      [0, 10],
      [day, 20],
      [2 * day, 30],
    ]);
  });

  it('follows the chain of what was before within a second, and keeps its moments', () => {
    const parts = [seen(410, 30, was(20)), seen(440, 20, was(10)), seen(480, 40, was(30))];
    expect(told([seen(0 - day, 10), ...parts])).toEqual([
      [0 - day, 10],
      [410, 20],
      [440, 30],
      [480, 40],
    ]);
  });

  it('goes back and forth within a second as it went', () => {
    const parts = [seen(410, 10, was(20)), seen(440, 20, was(10))];
    expect(told([seen(0 - day, 10), ...parts]).slice(1)).toEqual([
      [410, 20],
      [440, 10],
    ]);
    expect(told([seen(0 - day, 20), ...parts]).slice(1)).toEqual([
      [410, 10],
      [440, 20],
    ]);
  });

  it('does not chain across seconds: time decides', () => {
    expect(told([seen(900, 30, was(20)), seen(1_100, 20, was(10))]).at(-1)).toEqual([1_100, 20]);
  });

  it('begins where it was seen to begin, whatever was concluded', () => {
    const created = seen(5 * day, 10, { kind: 'nothing' });
    expect(told([concluded(day, 40), created, seen(9 * day, 20, was(10))])).toEqual([
      [5 * day, 10],
      [9 * day, 20],
    ]);
  });

  it('concludes nothing of the time since somebody saw it', () => {
    expect(
      told([concluded(day, 10), seen(5 * day, 20), concluded(7 * day, 15), seen(9 * day, 30)]),
    ).toEqual([
      [day, 10, 'concluded'],
      [5 * day, 20],
      [9 * day, 30],
    ]);
  });

  it('begins as it was before the first that was seen, where nothing else was concluded', () => {
    const first = seen(5 * day, 20, was(10));
    expect(told([first])).toEqual([
      [0, 10, 'concluded'],
      [5 * day, 20],
    ]);
    expect(told([concluded(2 * day, 15), first])).toEqual([
      [2 * day, 15, 'concluded'],
      [5 * day, 20],
    ]);
    const unlikely: Before = { ...was(10), since: at(6 * day) };
    expect(told([seen(5 * day, 20, unlikely)])).toEqual([[5 * day, 20]]);
    expect(told([seen(5 * day, 20)])).toEqual([[5 * day, 20]]);
  });

  it('is the same in whatever order it was told', () => {
    const times = (length: number) => ({ minLength: length, maxLength: length });
    const anyChanges = fc.integer({ min: 2, max: 9 }).chain((length) => {
      const places = Array.from({ length }, (_, place) => place);
      return fc.record({
        prices: fc.uniqueArray(fc.integer({ min: 1, max: 50 }), times(length)),
        // All in one second, under moments that say nothing of their order.
        moments: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), times(length)),
        order: fc.shuffledSubarray(places, times(length)),
      });
    });
    fc.assert(
      fc.property(anyChanges, ({ prices, moments, order }) => {
        const parts = prices.map((cents, place) => {
          const before = prices[place - 1];
          return seen(moments[place] ?? 0, cents, before ? was(before) : { kind: 'nothing' });
        });
        const story = toStory(order.flatMap((place) => parts[place] ?? []));
        expect(story.map(({ subscription }) => subscription)).toEqual(prices.map(costing));
      }),
    );
  });
});
