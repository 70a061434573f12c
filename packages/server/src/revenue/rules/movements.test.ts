import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMovements, type Movement } from './movements.ts';
import type { Subscription } from './subscription.ts';
import { toTimeline, type MrrChange, type Snapshot } from './timeline.ts';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1 + number));

const subscription = (over: Partial<Subscription> & { cents?: number } = {}): Subscription => ({
  id: 'sub_1',
  customerId: 'cus_1',
  status: 'active',
  isPaused: false,
  currency: 'eur',
  items: [
    {
      id: 'si_1',
      price: { unitAmount: String(over.cents ?? 1_000) },
      quantity: 1,
      packageOf: undefined,
      interval: 'month',
      intervalCount: 1,
      isMetered: false,
      includedTaxPercent: undefined,
    },
  ],
  discounts: [],
  startedAt: day(0),
  cancelAt: undefined,
  endedAt: undefined,
  ...over,
});

const at = (number: number, over: Parameters<typeof subscription>[0] = {}): Snapshot => ({
  at: day(number),
  subscription: subscription(over),
});

const told = (movements: readonly Movement[]) =>
  movements.map(({ at: moment, kind, amount }) => [
    (moment.getTime() - day(0).getTime()) / 86_400_000,
    kind,
    amount,
  ]);

const story = (...snapshots: Snapshot[]) => told(toMovements(toTimeline(snapshots)));

describe('the movements of a subscription', () => {
  it('are new, expansion, contraction, churn and reactivation', () => {
    expect(
      story(
        at(0),
        at(10, { cents: 3_000 }),
        at(20, { cents: 500 }),
        at(30, { status: 'canceled', endedAt: day(30) }),
        at(40, { cents: 700 }),
      ),
    ).toEqual([
      [0, 'new', 1_000],
      [10, 'expansion', 2_000],
      [20, 'contraction', -2_500],
      [30, 'churn', -500],
      [40, 'reactivation', 700],
    ]);
  });

  it('begin when a trial becomes a paid subscription', () => {
    expect(story(at(0, { status: 'trialing' }), at(14))).toEqual([[14, 'new', 1_000]]);
  });

  it('keep who is past due until it ends', () => {
    expect(story(at(0), at(30, { status: 'past_due' }), at(50, { status: 'unpaid' }))).toEqual([
      [0, 'new', 1_000],
      [50, 'churn', -1_000],
    ]);
  });

  it('churn at the announced end, not when it is announced', () => {
    expect(story(at(0), at(10, { cancelAt: day(31) }))).toEqual([
      [0, 'new', 1_000],
      [31, 'churn', -1_000],
    ]);
  });

  it('forget an announced end that is taken back before it comes', () => {
    expect(story(at(0), at(10, { cancelAt: day(31) }), at(20))).toEqual([[0, 'new', 1_000]]);
  });

  it('expand by themselves when a discount runs out', () => {
    const discounts = [{ percentOff: '50', itemId: undefined, startsAt: day(0), endsAt: day(90) }];
    expect(story(at(0, { discounts }))).toEqual([
      [0, 'new', 500],
      [90, 'expansion', 500],
    ]);
  });

  it('do not depend on the order in which one hears of it', () => {
    const snapshots = [at(0), at(10, { cents: 3_000 }), at(20, { cents: 500 })];
    expect(story(...snapshots.toReversed())).toEqual(story(...snapshots));
  });
});

describe('the movements of a customer', () => {
  const change = (subscriptionId: string, number: number, mrr: number): MrrChange => ({
    subscriptionId,
    at: day(number),
    mrr,
  });

  it('see one change of plan where one subscription ends as another begins', () => {
    const changes = [change('a', 0, 1_000), change('a', 5, 0), change('b', 5, 3_000)];
    expect(told(toMovements(changes))).toEqual([
      [0, 'new', 1_000],
      [5, 'expansion', 2_000],
    ]);
  });

  it('churn with the last subscription only', () => {
    const changes = [
      change('a', 0, 1_000),
      change('b', 1, 500),
      change('a', 2, 0),
      change('b', 3, 0),
    ];
    expect(told(toMovements(changes))).toEqual([
      [0, 'new', 1_000],
      [1, 'expansion', 500],
      [2, 'contraction', -1_000],
      [3, 'churn', -500],
    ]);
  });

  const anyChanges = fc.array(
    fc.record({
      subscriptionId: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: 0, max: 30 }).map(day),
      mrr: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100_000 })),
    }),
    { maxLength: 40 },
  );

  it('add up to the change of MRR, at every moment, whatever happens', () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const movements = toMovements(changes);
        let mrr = 0;
        for (const [index, movement] of movements.entries()) {
          expect(movement.before).toBe(mrr);
          mrr += movement.amount;
          expect(movement.after).toBe(mrr);
          expect(mrr).toBeGreaterThanOrEqual(0);
          expect(movement.kind === 'new').toBe(index === 0);
          expect(movement.kind === 'churn').toBe(movement.after === 0);
          expect(movement.amount > 0).toBe(
            ['new', 'expansion', 'reactivation'].includes(movement.kind),
          );
        }
        const last = new Map<string, number>();
        for (const { subscriptionId, mrr: then } of changes.toSorted(
          (a, b) => a.at.getTime() - b.at.getTime(),
        ))
          last.set(subscriptionId, then);
        expect(mrr).toBe(last.values().reduce((sum, one) => sum + one, 0));
      }),
    );
  });
});
