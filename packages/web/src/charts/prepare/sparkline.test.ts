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
    [
      'with gaps where nothing is known',
      [0, null, 10],
      [
        [2, 30],
        [undefined, undefined],
        [98, 2],
      ],
    ],
  ])('goes %s', (_, values, points) => {
    expect(sparklinePoints(values, 100, 32, 2).map((point) => [point?.x, point?.y])).toEqual(
      points,
    );
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

  it('begins anew after a gap', () => {
    const at = (x: number) => ({ x, y: 0 });
    expect(linePath([null, at(1), at(2), null, at(4)])).toBe('M1 0L2 0M4 0');
  });
});
