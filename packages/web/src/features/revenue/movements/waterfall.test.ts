import type { Revenue } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toWaterfall } from './waterfall.ts';

const movements = (given: Partial<Revenue['movements']>): Revenue['movements'] => ({
  start: '100',
  end: '100',
  difference: '0',
  kinds: [],
  ...given,
});

describe('toWaterfall', () => {
  it('begins each step where the one before it ended', () => {
    const { steps, start, end } = toWaterfall(
      movements({
        end: '125.5',
        kinds: [
          { kind: 'churn', amount: '-20', customers: 2 },
          { kind: 'new', amount: '40', customers: 3 },
          { kind: 'expansion', amount: '5.5', customers: 1 },
        ],
      }),
    );
    expect([start, end]).toEqual([100, 125.5]);
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
    const { steps } = toWaterfall(movements({}));
    expect(steps.every(({ from, to, amount }) => from === 0 && to === 0 && amount === 0)).toBe(
      true,
    );
  });
});
