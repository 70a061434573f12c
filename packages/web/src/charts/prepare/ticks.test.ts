import { describe, expect, it } from 'vitest';
import { countTicks, valueTicks } from './ticks.ts';

describe('countTicks', () => {
  it.each([
    [0, [0]],
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [1_243, [0, 500, 1_000, 1_500]],
  ])('of %d are %j', (max, ticks) => {
    expect(countTicks(max)).toEqual(ticks);
  });
});

describe('valueTicks', () => {
  it.each([
    [0, [0]],
    [0.31, [0, 0.1, 0.2, 0.3, 0.4]],
    [4.2, [0, 2, 4, 6]],
    [812, [0, 500, 1_000]],
  ])('of %d are %j', (max, ticks) => {
    expect(valueTicks(max)).toEqual(ticks);
  });
});
