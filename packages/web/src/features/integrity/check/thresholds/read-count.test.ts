import { describe, expect, it } from 'vitest';
import { readCount } from './read-count.ts';

describe('a number of rows', () => {
  it.each([
    ['0', 0],
    [' 12 ', 12],
    ['1,000', 1_000],
    ['1000000000', 1_000_000_000],
    ['1000000001', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    ['ten', null],
    [undefined, null],
  ])('%j is read as %j', (typed, count) => {
    expect(readCount(typed)).toBe(count);
  });
});
