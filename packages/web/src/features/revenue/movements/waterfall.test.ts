import type { Revenue } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toWaterfall } from './waterfall.ts';

const given = (movements: Partial<Revenue['movements']>) => ({
  movements: { start: '100', end: '100', difference: '0', kinds: [], ...movements },
  current: {
    mrr: '125.5',
    subscribers: 12,
    arpu: null,
    newSubscribers: 0,
    cancelled: 0,
    activeAtStart: 0,
    churnRate: null,
  },
  unconverted: [{ currency: 'sek', mrr: '10', subscribers: 2 }],
});

describe('toWaterfall', () => {
  it('begins each step where the one before it ended', () => {
    const { steps, start, end } = toWaterfall(
      given({
        end: '125.5',
        kinds: [
          { kind: 'churn', amount: '-20', customers: 2 },
          { kind: 'new', amount: '40', customers: 3 },
          { kind: 'expansion', amount: '5.5', customers: 1 },
        ],
      }),
    );
    // Of twelve, two pay in another currency; three came and two went.
    expect(start).toEqual({ mrr: 100, customers: 9, at: 0 });
    expect(end).toEqual({ mrr: 125.5, customers: 10, at: expect.closeTo(25.5 / 45.5, 10) });
    expect(steps.map(({ kind }) => kind)).toEqual([
      'new',
      'expansion',
      'reactivation',
      'contraction',
      'churn',
    ]);
    for (const [index, step] of steps.entries())
      if (index > 0) expect(step.from).toBe(steps[index - 1]?.to);
    expect(steps[0]?.from).toBe(0);
    expect(steps[1]?.to).toBe(1);
    expect(steps.at(-1)?.to).toBeCloseTo(25.5 / 45.5, 10);
    expect(steps.map(({ customers }) => customers)).toEqual([3, 1, 0, 0, 2]);
  });

  it('stays at its beginning when nothing moved', () => {
    const { steps } = toWaterfall(given({}));
    expect(steps.every(({ from, to, amount }) => from === 0 && to === 0 && amount === 0)).toBe(
      true,
    );
  });
});
