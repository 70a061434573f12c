import { describe, expect, it } from 'vitest';
import { oneOf, textLike } from './parameters.ts';
import { readSearch } from './url-state.ts';

const schema = { shape: { range: oneOf(['1d', '7d']), next: textLike(/^\/.{0,9}$/s) } };

describe('parameters without Zod', () => {
  it.each([
    [{ range: '7d', next: '/a' }, { range: '7d', next: '/a' }, []],
    [{ range: '8d', next: 'a' }, {}, ['range', 'next']],
    [{ range: ['7d'], next: ['/a'] }, {}, ['range', 'next']],
    [{ next: '/1234567890' }, {}, ['next']],
    [{}, {}, []],
  ])('read %j', (raw, values, ignored) => {
    expect(readSearch(schema, raw)).toEqual({ values, ignored });
  });
});
