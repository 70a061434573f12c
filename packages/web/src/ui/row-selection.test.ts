import { describe, expect, it } from 'vitest';
import { idsBetween, toggleAll } from './row-selection.ts';

const ids = ['a', 'b', 'c', 'd'];

describe('idsBetween', () => {
  it.each([
    ['b', 'd', ['b', 'c', 'd']],
    ['d', 'b', ['b', 'c', 'd']],
    ['c', 'c', ['c']],
    ['of another page', 'c', ['c']],
  ])('from %s to %s is %j', (from, to, between) => {
    expect(idsBetween(ids, from, to)).toEqual(between);
  });
});

describe('toggleAll', () => {
  it.each([
    [
      ['x', 'a'],
      ['x', 'a', 'b', 'c', 'd'],
    ],
    [['x', ...ids], ['x']],
    [[], ids],
  ])('of %j makes %j', (selected, next) => {
    expect([...toggleAll(new Set(selected), ids)]).toEqual(next);
  });
});
