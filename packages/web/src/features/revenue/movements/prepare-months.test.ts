import type { Revenue } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { axisOf, blocksOf, prepareMonths } from './prepare-months.ts';

type Month = Revenue['months'][number];

const month = (mrr: string, movements: Partial<Month['movements']> = {}): Month => ({
  month: '2026-11',
  mrr,
  movements: {
    new: '0',
    expansion: '0',
    reactivation: '0',
    contraction: '0',
    churn: '0',
    ...movements,
  },
  subscribers: 0,
  arpu: null,
  newSubscribers: 0,
  cancelled: 0,
  activeAtStart: 0,
  churnRate: null,
});

describe('prepareMonths', () => {
  it('puts what came above zero and what went below', () => {
    const months = prepareMonths(
      [
        month('100', { new: '90', expansion: '10.5' }),
        month('70', { churn: '-25', contraction: '-5' }),
      ],
      null,
    );
    expect(months).toMatchObject({ top: 100.5, bottom: -30, lowestMrr: 70, highestMrr: 100 });
    const [first, second] = months.bars.map(blocksOf);
    expect(first).toEqual([
      { kind: 'new', low: 0, high: 90 },
      { kind: 'expansion', low: 90, high: 100.5 },
    ]);
    expect(second).toEqual([
      { kind: 'contraction', low: -5, high: 0 },
      { kind: 'churn', low: -30, high: -5 },
    ]);
  });
});

describe('prepareMonths of a history that was concluded', () => {
  it.each([
    [null, false],
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2026-12-01', true],
  ])('up to %s: %s', (until, isReconstructed) => {
    expect(prepareMonths([month('1')], until).bars[0]?.isReconstructed).toBe(isReconstructed);
  });
});

describe('axisOf', () => {
  it.each([
    [{ top: 100.5, bottom: -30 }, [-50, 0, 50, 100, 150]],
    [{ top: 0, bottom: -8 }, [-8, -6, -4, -2, 0]],
    [{ top: 4, bottom: 0 }, [0, 1, 2, 3, 4]],
    [{ top: 0, bottom: 0 }, [0]],
  ])('has round amounts around zero for %j', (extent, ticks) => {
    expect(axisOf(extent)).toEqual(ticks);
  });
});
