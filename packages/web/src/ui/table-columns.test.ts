import { describe, expect, it } from 'vitest';
import {
  moveColumn,
  readSort,
  toggleColumn,
  visibleColumns,
  type Column,
} from './table-columns.ts';

const column = (id: string, more: Partial<Column<unknown>> = {}): Column<unknown> => ({
  id,
  title: id,
  cell: () => null,
  priority: 2,
  ...more,
});
const columns = [
  column('time', { fixed: true }),
  column('actor'),
  column('ip', { hidden: true }),
  column('id', { hidden: true }),
];
const idsOf = (shown: Column<unknown>[]): string[] => shown.map(({ id }) => id);

describe('visibleColumns', () => {
  it.each([
    ['the page’s own choice', undefined, ['time', 'actor']],
    ['the operator’s order', ['actor', 'ip', 'time'], ['actor', 'ip', 'time']],
    ['a fixed column, even when it was not chosen', ['ip'], ['time', 'ip']],
    ['no column that has gone since', ['time', 'gone'], ['time']],
    ['the fixed ones of nothing', [], ['time']],
  ])('shows %s', (_, chosen, expected) => {
    expect(idsOf(visibleColumns(columns, chosen))).toEqual(expected);
  });
});

describe('toggleColumn', () => {
  it('hides what is shown and shows, last, what is hidden', () => {
    expect(toggleColumn(['a', 'b'], 'a')).toEqual(['b']);
    expect(toggleColumn(['a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
  });
});

describe('moveColumn', () => {
  it.each([
    ['b', -1, ['b', 'a', 'c']],
    ['b', 1, ['a', 'c', 'b']],
    ['a', -1, ['a', 'b', 'c']],
    ['c', 1, ['a', 'b', 'c']],
    ['x', 1, ['a', 'b', 'c']],
  ] as const)('moves %s by %i', (id, by, expected) => {
    expect(moveColumn(['a', 'b', 'c'], id, by)).toEqual(expected);
  });
});

describe('readSort', () => {
  it('reads a minus as descending', () => {
    expect(readSort('-createdAt')).toEqual({ field: 'createdAt', descending: true });
    expect(readSort('name')).toEqual({ field: 'name', descending: false });
  });
});
