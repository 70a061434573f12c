import { describe, expect, it } from 'vitest';
import { routesDiffer } from './routes-differ.ts';

const counts = (...of: [string, number][]) => new Map(of);

describe('routesDiffer', () => {
  it.each([
    ['nothing', [], false],
    ['one alone', [counts(['discovery', 100])], false],
    ['two of one route', [counts(['discovery', 100]), counts(['discovery', 40])], false],
    ['two of different routes', [counts(['discovery', 100]), counts(['headhunt', 40])], true],
    [
      'shares that are a quarter apart',
      [counts(['a', 75], ['b', 25]), counts(['a', 50], ['b', 50])],
      false,
    ],
    [
      'shares that are more apart',
      [counts(['a', 76], ['b', 24]), counts(['a', 50], ['b', 50])],
      true,
    ],
    ['too few to be compared', [counts(['a', 100]), counts(['b', 29])], false],
    ['just enough to be compared', [counts(['a', 100]), counts(['b', 30])], true],
    ['the third', [counts(['a', 100]), counts(['a', 9]), counts(['b', 30])], true],
  ])('of %s', (_, used, expected) => {
    expect(routesDiffer(used)).toBe(expected);
  });
});
