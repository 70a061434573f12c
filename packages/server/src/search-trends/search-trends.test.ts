import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalizeTerm } from './search-trends.ts';

it.each([
  ['Chemicals', 'chemicals'],
  ['  chemical   parts\n', 'chemical parts'],
  ['Café Crème', 'cafe creme'],
  ['İSTANBUL', 'istanbul'],
  ['ﬁsh', 'fish'],
  ['Straße', 'straße'],
  ['日本', '日本'],
  ['a\u200bb\u0000', 'ab'],
  ['  ', ''],
  ['x'.repeat(300), 'x'.repeat(100)],
])('has %j counted as %j', (text, term) => {
  expect(normalizeTerm(text)).toBe(term);
});

it('leaves what it has made as it is, and that can be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const term = normalizeTerm(text);
      expect(normalizeTerm(term)).toBe(term);
      expect(term.isWellFormed() && !term.includes('\0')).toBe(true);
    }),
  );
});
