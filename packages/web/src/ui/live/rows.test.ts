import { describe, expect, it } from 'vitest';
import { mergeRows, newestFirst, newRows } from './rows.ts';

const row = (second: number, id: string) => ({
  id,
  createdAt: `2026-11-21T10:00:${String(second).padStart(2, '0')}.000Z`,
});
const [a, b, c, d] = [row(1, 'a'), row(2, 'b'), row(2, 'c'), row(4, 'd')] as const;

describe('newestFirst', () => {
  it('orders by time, and by id within a moment', () => {
    expect([b, a, d, c].toSorted(newestFirst)).toEqual([d, c, b, a]);
  });
});

describe('mergeRows', () => {
  it('puts what has come late where it belongs, each row once', () => {
    expect(mergeRows([d, a], [c, d, b], 10)).toEqual([d, c, b, a]);
  });

  it('drops the oldest of too many', () => {
    expect(mergeRows([b, a], [d, c], 3)).toEqual([d, c, b]);
  });

  it('is the same list when nothing is new', () => {
    const known = [d, c];
    expect(mergeRows(known, [c], 10)).toBe(known);
  });
});

describe('newRows', () => {
  it.each([
    ['newer than all', [d, b], [b], false, [d]],
    ['come late, among those in view', [d, c, a], [d, a], false, [c]],
    ['of the same moment as the last, but after it', [d, c, b], [d, c], false, []],
    ['of the same moment as the last, but before it', [d, c, b], [d, b], false, [c]],
    ['older than a full page', [d, c, a], [d, c], false, []],
    ['older than the last page', [d, c, a], [d, c], true, [a]],
    ['where nothing was', [d, c], [], true, [d, c]],
  ])('counts rows %s', (_, latest, shown, isLastPage, expected) => {
    expect(newRows(latest, shown, isLastPage)).toEqual(expected);
  });
});
