import { describe, expect, it } from 'vitest';
import { readFilter } from '../../lib/filters.ts';
import { toAskedFilters, withoutTerm, withTerm } from './search-trends-search.ts';
import { changeOf } from './words.ts';

describe('changeOf', () => {
  it.each([
    [{ searches: 30, before: 20 }, 0.5],
    [{ searches: 10, before: 40 }, -0.75],
    [{ searches: 7, before: 0 }, 'new'],
    [{ searches: 0, before: 0 }, null],
    // Too few to say anything in percent.
    [{ searches: 40, before: 19 }, null],
    [null, null],
  ])('says of %j: %j', (compared, change) => {
    expect(changeOf({ compared })).toBe(change);
  });
});

describe('the address', () => {
  const term = (text: string) => readFilter(text) ?? { field: '', op: 'in' as const, values: [] };

  it('has one term of a dimension, and drops the oldest of three', () => {
    const one = withTerm({ after: '50' }, term('country.in.de'));
    expect(one).toEqual({ f: ['country.in.de'], after: undefined });
    const other = withTerm(one, term('country.in.it'));
    expect(other.f).toEqual(['country.in.it']);
    const third = withTerm(withTerm(other, term('keyword.in.a')), term('industry.in.b'));
    expect(third.f).toEqual(['keyword.in.a', 'industry.in.b']);
  });

  it('keeps the way back to no filter short', () => {
    expect(withoutTerm({ f: ['country.in.it'] }, 'country').f).toBeUndefined();
    expect(withoutTerm({ f: ['country.in.it', 'keyword.in.a'] }, 'country').f).toEqual([
      'keyword.in.a',
    ]);
  });

  it('asks as the API takes it, whatever the term has in it', () => {
    const { f } = withTerm({}, { field: 'keyword', op: 'in', values: ['a, b.c'] });
    expect(toAskedFilters(f)).toEqual(['keyword.a, b.c']);
  });
});
