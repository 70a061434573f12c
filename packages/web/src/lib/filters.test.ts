import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addFilter,
  readFilter,
  readFilters,
  removeValue,
  valuesOf,
  writeFilter,
} from './filters.ts';

describe('readFilter and writeFilter', () => {
  it.each([
    ['action.in.lead.created', { field: 'action', op: 'in', values: ['lead.created'] }],
    ['action.in.lead.*,task.*', { field: 'action', op: 'in', values: ['lead.*', 'task.*'] }],
    ['userId.not.bot', { field: 'userId', op: 'not', values: ['bot'] }],
    ['metadata.in.a%2Cb=c', { field: 'metadata', op: 'in', values: ['a,b=c'] }],
    ['action.in.', null],
    ['action.in.,', null],
    ['action.is.x', null],
    ['action', null],
    ['.in.x', null],
  ])('reads %s', (text, filter) => {
    expect(readFilter(text)).toEqual(filter);
  });

  it('reads back whatever it writes', () => {
    const filter = fc.record({
      field: fc.constantFrom('action', 'userId'),
      op: fc.constantFrom('in' as const, 'not' as const),
      values: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
    });
    fc.assert(
      fc.property(filter, (given) => {
        expect(readFilter(writeFilter(given))).toEqual(given);
      }),
    );
  });

  it('leaves out what it cannot read', () => {
    expect(readFilters(['nonsense', 'a.in.b'])).toEqual([{ field: 'a', op: 'in', values: ['b'] }]);
    expect(readFilters(undefined)).toEqual([]);
  });
});

describe('addFilter', () => {
  const a = { field: 'a', op: 'in', values: ['1'] } as const;
  it('joins the values of one field', () => {
    expect(addFilter([a], { ...a, values: ['2', '1'] })).toEqual([{ ...a, values: ['1', '2'] }]);
  });
  it('replaces the value where there can be one only', () => {
    expect(addFilter([a], { ...a, values: ['2'] }, true)).toEqual([{ ...a, values: ['2'] }]);
  });
  it('keeps "in" and "not" of one field apart', () => {
    expect(addFilter([a], { ...a, op: 'not' })).toHaveLength(2);
  });
});

describe('removeValue', () => {
  const both = { field: 'a', op: 'in', values: ['1', '2'] } as const;
  it('takes one value out, and the filter with its last', () => {
    const one = removeValue([both], both, '1');
    expect(valuesOf(one, 'a')).toEqual(['2']);
    expect(removeValue(one, both, '2')).toEqual([]);
  });
});
