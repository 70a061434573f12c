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
    [100_001, 100_000, 'higher', 'unchanged'],
    [0, 20, 'higher', 'down 100.0%, worse'],
  ] as const)('says of %d after %d, where %s is better: %s', (value, previous, better, words) => {
    expect(compare({ value, previous }, { better, unit: 'count' })?.words).toBe(words);
  });

  it.each([
    [0.012, 0.008, '+0.4 pt', 'up 0.4 points, worse'],
    [0, 0.1, '−10.0 pt', 'down 10.0 points, better'],
    [0.01, 0, '+1.0 pt', 'up 1.0 points, worse'],
    [0.010_01, 0.01, '0.0 pt', 'unchanged'],
  ])('tells a rate of %d from %d by points', (value, previous, text, words) => {
    const comparison = { value, previous, events: 20 };
    const rate = { better: 'lower', unit: 'ratio' } as const;
    expect(compare(comparison, rate)).toMatchObject({ text, words });
  });

  it('tells points of a hundred by points, too', () => {
    const score = { better: 'higher', unit: 'points' } as const;
    expect(compare({ value: 84.2, previous: 100, events: 20 }, score)).toMatchObject({
      text: '−15.8 pt',
      words: 'down 15.8 points, worse',
    });
  });

  it.each([
    { value: 50, previous: 19 },
    { value: 50, previous: 0 },
    { value: 50, previous: null },
    { value: null, previous: 50 },
    { value: 50, previous: 400, events: 19 },
    { value: 50, previous: 0, events: 20 },
  ])('does not compare %j', (comparison) => {
    expect(compare(comparison, { better: 'higher', unit: 'milliseconds' })).toBeNull();
  });
});
