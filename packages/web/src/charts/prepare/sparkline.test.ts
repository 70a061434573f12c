import { describe, expect, it } from 'vitest';
import { linePath, sparklinePoints } from './sparkline.ts';

describe('sparklinePoints', () => {
  it.each([
    [
      'from bottom left to top right',
      [0, 10],
      [
        [2, 30],
        [98, 2],
      ],
    ],
    [
      'in the middle where nothing changes',
      [5, 5],
      [
        [2, 16],
        [98, 16],
      ],
    ],
    ['alone in the centre', [5], [[50, 16]]],
    ['nowhere without values', [], []],
  ])('goes %s', (_, values, points) => {
    expect(sparklinePoints(values, 100, 32, 2).map(({ x, y }) => [x, y])).toEqual(points);
  });
});

describe('linePath', () => {
  it('moves to the first point and draws to the others', () => {
    expect(
      linePath([
        { x: 0, y: 1 },
        { x: 2.3456, y: 3 },
      ]),
    ).toBe('M0 1L2.35 3');
    expect(linePath([])).toBe('');
  });
});
