import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { FilterParam, RangeParam, TextParam } from './search-params.ts';
import { parseSearch, readSearch, stringifySearch } from './url-state.ts';

const schema = z.object({
  range: RangeParam.optional(),
  q: TextParam.optional(),
  f: z.array(FilterParam).max(3).optional(),
  sort: z.enum(['createdAt', '-createdAt']).optional(),
});

describe('parseSearch and stringifySearch', () => {
  it('keeps text as text, and `f` as several', () => {
    expect(parseSearch('?q=123&f=a.in.1&f=b.in.2&live=true')).toEqual({
      q: '123',
      f: ['a.in.1', 'b.in.2'],
      live: 'true',
    });
    expect(parseSearch('?f=a.in.1')).toEqual({ f: ['a.in.1'] });
    expect(parseSearch('')).toEqual({});
  });

  it('writes in one order, readably, without what is empty', () => {
    const search = {
      f: ['a.in.x,y', 'm.in.k=v'],
      sort: '',
      q: 'a b&c',
      range: '7d',
      tz: undefined,
    };
    expect(stringifySearch(search)).toBe('?range=7d&q=a+b%26c&f=a.in.x,y&f=m.in.k%3Dv');
    expect(stringifySearch({ other: 'x', live: '1', view: 'v' })).toBe('?view=v&live=1&other=x');
    expect(stringifySearch({})).toBe('');
  });

  it('reads back what it writes', () => {
    const search = { range: '2026-11-01T00:00:00Z..now', q: 'ü + %&=#?', f: ['m.in.a%2Cb'] };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
});

describe('readSearch', () => {
  it.each([
    [{ range: '7d', q: 'x' }, { range: '7d', q: 'x' }, []],
    [{ range: 'soon', q: 'x' }, { q: 'x' }, ['range']],
    [{ range: '2026-11-02..2026-11-01' }, {}, ['range']],
    [{ sort: '-createdAt' }, { sort: '-createdAt' }, []],
    [{ sort: 'secret' }, {}, ['sort']],
    [{ nonsense: '1' }, {}, ['nonsense']],
    [{ f: ['a.in.1'] }, { f: ['a.in.1'] }, []],
    [{ f: ['a.in.1', 'broken'] }, { f: ['a.in.1'] }, ['f']],
    [{ f: ['broken'] }, {}, ['f']],
    [{ q: 'x'.repeat(201) }, {}, ['q']],
    [{ q: undefined }, {}, []],
  ])('reads %j', (raw, values, ignored) => {
    expect(readSearch(schema, raw)).toEqual({ values, ignored });
  });
});
