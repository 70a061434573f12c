import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Before, StoryPart } from './story-part.ts';
import { toStory } from './story.ts';
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
const seen = (ms: number, cents: number, before?: Before, eventId = ''): StoryPart => ({
  at: at(ms),
  eventId,
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

  it('begins with its creation, though a bill says what it cost from that second on', () => {
    const created = seen(5, 10, { kind: 'nothing' });
    expect(told([concluded(0, 10), seen(300, 20, was(10)), created])).toEqual([
      [5, 10],
      [300, 20],
    ]);
  });

  it('ends with its end, though it went in circles before that', () => {
    const ended: StoryPart = {
      ...seen(900, 10),
      subscription: { ...costing(10), status: 'canceled' },
    };
    const circle = [seen(300, 20, was(10)), seen(310, 10, was(20))];
    expect(toStory([ended, ...circle]).at(-1)?.subscription.status).toBe('canceled');
  });

  it('keeps what was told of one moment, in the order of what told it', () => {
    const parts = [seen(300, 30, undefined, 'evt_c'), seen(300, 20, undefined, 'evt_b')];
    expect(told(parts)).toEqual([
      [300, 20],
      [300, 30],
    ]);
  });
});

interface Shuffle {
  readonly steps: readonly {
    readonly cents: number;
    readonly ms: number;
    readonly afterSeconds: number;
    readonly saysBefore: boolean;
  }[];
  readonly order: readonly number[];
  readonly ids: readonly number[];
}

describe('a story that is told in any order', () => {
  /** A few prices, so that states come again; a few moments, so that many are of one. */
  const anySteps = fc.array(
    fc.record({
      cents: fc.integer({ min: 1, max: 4 }),
      ms: fc.constantFrom(200, 200, 201, 340, 900),
      afterSeconds: fc.constantFrom(0, 0, 0, 1),
      saysBefore: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const anyShuffle: fc.Arbitrary<Shuffle> = anySteps.chain((steps) =>
    fc.record({
      steps: fc.constant(steps),
      order: fc.shuffledSubarray([...steps.keys()], { minLength: steps.length }),
      ids: fc.shuffledSubarray([...steps.keys()], { minLength: steps.length }),
    }),
  );

  const partsOf = ({ steps, ids }: Shuffle, says: 'always' | 'sometimes'): StoryPart[] => {
    let second = 0;
    let known = 100;
    return steps.map(({ cents, ms, afterSeconds, saysBefore }, place) => {
      second += place === 0 ? 0 : afterSeconds * 1_000;
      const before = known;
      known = cents === known ? cents + 10 : cents;
      const isSaid = says === 'always' || saysBefore;
      return seen(second + ms, known, isSaid ? was(before) : undefined, `evt_${ids[place]}`);
    });
  };
  const shuffled = (parts: readonly StoryPart[], { order }: Shuffle): StoryPart[] =>
    order.flatMap((place) => parts[place] ?? []);

  it('is the same, however much is said of what was before', () => {
    fc.assert(
      fc.property(anyShuffle, (shuffle) => {
        const parts = partsOf(shuffle, 'sometimes');
        expect(toStory(shuffled(parts, shuffle))).toEqual(toStory(parts));
      }),
    );
  });

  it('goes on from where it was, and ends as it ended, where that is always said', () => {
    fc.assert(
      fc.property(anyShuffle, (shuffle) => {
        const parts = partsOf(shuffle, 'always');
        const story = toStory([seen(-1_000, 100), ...shuffled(parts, shuffle)]);
        expect(story.at(-1)?.subscription).toEqual(parts.at(-1)?.subscription);
        for (const [place, { before }] of story.entries())
          if (before?.kind === 'state')
            expect(before.subscription).toEqual(story[place - 1]?.subscription);
      }),
    );
  });
});
