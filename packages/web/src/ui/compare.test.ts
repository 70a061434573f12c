import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

describe('compare', () => {
  it.each([
    [104.1, 100, 'higher', 'up 4.1%, better'],
    [104.1, 100, 'lower', 'up 4.1%, worse'],
    [80, 100, 'higher', 'down 20.0%, worse'],
    [80, 100, 'lower', 'down 20.0%, better'],
    [80, 100, 'neither', 'down 20.0%'],
    [100, 100, 'higher', 'unchanged'],
    [0, 20, 'higher', 'down 100.0%, worse'],
  ] as const)('says of %d after %d, where %s is better: %s', (value, previous, better, words) => {
    expect(compare(value, previous, better)?.words).toBe(words);
  });

  it.each([
    [50, 19],
    [50, 0],
    [50, null],
  ])('does not compare %d with %j', (value, previous) => {
    expect(compare(value, previous, 'higher')).toBeNull();
  });
});
