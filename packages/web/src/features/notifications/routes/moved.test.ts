import { describe, expect, it } from 'vitest';
import { moved } from './moved.ts';

describe('moved', () => {
  it.each([
    [0, 1, 'bac'],
    [2, 1, 'acb'],
    [2, 0, 'cab'],
    [1, 1, 'abc'],
  ])('brings what is at %i to %i', (from, to, expected) => {
    expect(moved(['a', 'b', 'c'], from, to).join('')).toBe(expected);
  });
});
