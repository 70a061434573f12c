import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quote, storable } from './json-text.ts';

const anyText = fc.string({ unit: 'binary' });
const codeUnits = fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units));

/** What a UTF-8 encoder makes of it. */
const replaced = (text: string): string => Buffer.from(text.replaceAll('\0', '\ufffd')).toString();

it('quotes any text as JSON does', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, codeUnits), (text) => {
      expect(JSON.parse(quote(text))).toBe(text);
    }),
  );
});

it('replaces NUL and lone surrogates, and only those', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, codeUnits), (text) => {
      expect(JSON.parse(storable(JSON.stringify(text)))).toBe(replaced(text));
      const written = JSON.stringify(JSON.stringify(text));
      expect(JSON.parse(storable(written))).toBe(JSON.stringify(text));
    }),
  );
});
