import { describe, expect, it } from 'vitest';
import { successText, toSegments } from './pipeline-shares.ts';

const counts = {
  pending: 0,
  running: 0,
  retrying: 0,
  succeeded: 0,
  failed: 0,
  skipped: 0,
  neverRan: 0,
};

describe('successText', () => {
  it.each([
    [142, 21, '87 % success (142/163)'],
    [999, 1, '99 % success (999/1000)'],
    [5, 0, '100 % success (5/5)'],
    [0, 3, '0 % success (0/3)'],
    [0, 0, undefined],
  ])('of %i that succeeded and %i that failed says %j', (succeeded, failed, text) => {
    expect(successText({ ...counts, succeeded, failed })).toBe(text);
  });
});

describe('toSegments', () => {
  it('fills the bar, without what is nothing', () => {
    const segments = toSegments({ ...counts, succeeded: 6, failed: 2, running: 2, skipped: 9 });
    expect(segments.map(({ word, from, share }) => [word, from, share])).toEqual([
      ['succeeded', 0, 0.6],
      ['failed', 0.6, 0.2],
      ['running', 0.8, 0.2],
    ]);
    expect(toSegments(counts)).toEqual([]);
  });
});
