import { describe, expect, it } from 'vitest';
import { readFilterText } from '../../../lib/filter-text.ts';
import { forGroups, isLogFilter, logFields, only, toLogQuery, writeFilters } from './log-fields.ts';

const group = '0192f000-0000-7000-8000-00000000c01a';

describe('the filters of logs', () => {
  it.each([
    ['level.in.error', true],
    ['level.in.fatal', false],
    ['level.in.error,info', false],
    ['level.not.error', false],
    ['source.in.GET /leads/:id', true],
    ['writtenBy.in.taffrail', true],
    ['writtenBy.in.me', false],
    [`fingerprint.in.${group}`, true],
    ['fingerprint.in.7', false],
    ['colour.in.red', false],
  ])('take %s: %s', (text, possible) => {
    expect(isLogFilter(text)).toBe(possible);
  });

  it('are typed as type: and source:', () => {
    const { filters, rest } = readFilterText('type:error source:"job sync" gone', logFields);
    expect(filters).toEqual([only('level', 'error'), only('source', 'job sync')]);
    expect(rest).toBe('gone');
  });

  it('are asked of the API by its names', () => {
    const f = writeFilters([only('traceId', 'a1'), only('level', 'warning')]);
    expect(f).toEqual(['level.in.warning', 'traceId.in.a1']);
    expect(toLogQuery(f, 'gone')).toEqual({ q: 'gone', level: 'warning', traceId: 'a1' });
  });

  it('are of groups only as far as groups have them', () => {
    const filters = [only('level', 'error'), only('source', 'job sync')];
    expect(forGroups(filters)).toEqual([only('source', 'job sync')]);
  });
});
