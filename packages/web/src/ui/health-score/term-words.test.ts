import type { HealthTerm } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { leftOutText, toPoints } from './term-words.ts';

const term = (
  name: HealthTerm['term'],
  weight: number,
  value: number | null,
  missing: HealthTerm['missing'] = null,
): HealthTerm => ({ term: name, weight, value, n: value === null ? 0 : 40, missing });

const terms = [
  term('success', 0.4, 0.9),
  term('errors', 0.2, 0.5),
  term('latency', 0.2, null, 'no_target'),
  term('accuracy', 0.2, null, 'no_scores'),
];

describe('toPoints', () => {
  it('shares the points of what is left out among the rest, a hundred in all', () => {
    const points = toPoints(terms);
    expect(points.map(({ most }) => most && Math.round(most))).toEqual([67, 33, null, null]);
    expect(points.map(({ points: has }) => has && Math.round(has))).toEqual([60, 17, null, null]);
  });

  it('has none where nothing is known', () => {
    expect(toPoints([term('success', 0.4, null, 'no_runs')])).toMatchObject([
      { points: null, most: null },
    ]);
  });
});

describe('leftOutText', () => {
  it('names each with its reason', () => {
    expect(leftOutText(terms)).toBe(
      'Runs within their target left out: no target is configured. Accuracy left out: nothing was scored.',
    );
    expect(leftOutText(terms.slice(0, 2))).toBeUndefined();
  });
});
