import { describe, expect, it } from 'vitest';
import { writeFilter } from '../../lib/filters.ts';
import { listChanges } from './list-changes.ts';

const { filterChange, rangeChange, liveChange, rowsChange } = listChanges(
  { range: '24h', rows: '100' },
  (filters) => (filters.length === 0 ? undefined : filters.map(writeFilter)),
);

describe('the changes of a list', () => {
  it('begin it anew, and write no default', () => {
    const filter = { field: 'level', op: 'in', values: ['error'] } as const;
    expect(filterChange([filter], 'x')).toEqual({
      f: ['level.in.error'],
      q: 'x',
      after: undefined,
      peek: undefined,
    });
    expect(filterChange([], '')).toMatchObject({ f: undefined, q: undefined });
    expect(rangeChange('7d')).toEqual({ range: '7d', after: undefined, peek: undefined });
    expect(rangeChange('24h')).toMatchObject({ range: undefined });
    expect(rowsChange('25')).toEqual({ rows: '25', after: undefined });
    expect(rowsChange('100')).toMatchObject({ rows: undefined });
  });

  it('end the live tail with a range that is over', () => {
    expect(rangeChange('2026-11-01..2026-11-02')).toHaveProperty('live', undefined);
    expect(rangeChange('7d')).not.toHaveProperty('live');
    expect(liveChange(true)).toEqual({ live: '1', after: undefined });
    expect(liveChange(false)).toEqual({ live: undefined, after: undefined });
  });
});
