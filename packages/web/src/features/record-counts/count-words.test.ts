import type { RecordCount } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toCountText, toDailyCounts, toGrowthText } from './count-words.ts';

const day = (date: string, count: number) => ({ day: date, count, method: 'exact' as const });
const growth = (more: Partial<NonNullable<RecordCount['growth']>> = {}) => ({
  since: '2026-11-14',
  difference: 75,
  rate: 0.6,
  previousDifference: 50,
  ...more,
});
const series = [day('2026-11-14', 125), day('2026-11-21', 200)];

describe('toCountText', () => {
  it.each([
    [12_431, 'exact', '12,431', 'exact'],
    [0, 'exact', '0', 'exact'],
    [1_234_567, 'estimated', '≈ 1.2m', 'estimated'],
    [100_000, 'at_least', '100,000+', 'at least'],
    [null, null, '–', 'not known'],
  ] as const)('says of %s %s which it is', (count, method, text, kind) => {
    expect(toCountText({ count, method })).toEqual({ text, kind });
  });
});

describe('toGrowthText', () => {
  it.each([
    [growth(), 'up', '+75 (+60.0%) in 7 days', '+50 the week before'],
    [
      growth({ difference: -5, rate: -0.04 }),
      'down',
      '−5 (−4.0%) in 7 days',
      '+50 the week before',
    ],
    [
      growth({ difference: 0, rate: 0, previousDifference: 0 }),
      'same',
      'Unchanged in 7 days',
      '0 the week before',
    ],
    [growth({ rate: null, previousDifference: null }), 'up', '+75 in 7 days', undefined],
    [
      growth({ since: '2026-11-20', previousDifference: null }),
      'up',
      '+75 (+60.0%) in 1 day',
      undefined,
    ],
  ])('tells a week from the one before', (of, direction, text, before) => {
    expect(toGrowthText({ growth: of, series })).toEqual({ direction, text, before });
  });

  it('says nothing with one day alone', () => {
    expect(toGrowthText({ growth: null, series: [day('2026-11-21', 1)] })).toBeUndefined();
  });
});

describe('toDailyCounts', () => {
  it('leaves a gap where nobody counted', () => {
    expect(
      toDailyCounts([day('2026-11-28', 1), day('2026-11-29', 2), day('2026-12-01', 4)]),
    ).toEqual([1, 2, null, 4]);
    expect(toDailyCounts([])).toEqual([]);
  });
});
