import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateAccuracy } from './accuracy.ts';

const estimate = (scores: readonly number[]) =>
  estimateAccuracy(
    scores.length,
    scores.reduce((sum, score) => sum + score, 0),
    scores.reduce((sum, score) => sum + score * score, 0),
  );
const times = (count: number, score: number): number[] =>
  Array.from({ length: count }, () => score);

describe('estimateAccuracy', () => {
  it('is nothing of no scores', () => {
    expect(estimate([])).toBeNull();
  });

  it.each([
    // As tables of Wilson's interval have them.
    [[...times(27, 1), ...times(3, 0)], 0.9, 0.744, 0.965],
    [times(30, 1), 1, 0.886, 1],
    [times(30, 0), 0, 0, 0.114],
    // mean ± 1.96 × 0.1 ÷ √50 of the sample
    [[...times(25, 0.6), ...times(25, 0.8)], 0.7, 0.672, 0.728],
  ])('of %j', (scores, mean, low, high) => {
    const found = estimate(scores);
    expect(found?.n).toBe(scores.length);
    expect(found?.mean).toBeCloseTo(mean, 10);
    expect(found?.low).toBeCloseTo(low, 3);
    expect(found?.high).toBeCloseTo(high, 3);
  });

  it('holds the mean, inside of 0 and 1, of whatever scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1), { minLength: 1, maxLength: 60 }),
        (scores) => {
          const { mean, low, high } = estimate(scores) ?? { mean: NaN, low: NaN, high: NaN };
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(mean + 1e-9);
          expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
          expect(high).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
