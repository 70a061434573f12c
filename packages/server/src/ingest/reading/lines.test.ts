import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from './lines.ts';

const linesOf = (body: Buffer | string): (string | undefined)[] => [
  ...readLines(Buffer.from(body as string)),
];

describe('readLines', () => {
  it.each([
    ['', []],
    ['\n\n', []],
    ['\r\n \t\r\n', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\nb\r\n', ['a\r', 'b\r']],
    ['\n\na\n\n b\n', ['a', ' b']],
    ['\ufeffa\nb', ['a', 'b']],
    ['\ufeff', []],
    ['a\n\ufeffb', ['a', '\ufeffb']],
  ])('splits %j', (body, lines) => {
    expect(linesOf(body)).toEqual(lines);
  });

  it('gives undefined for a line that is not UTF-8, and its neighbours as they are', () => {
    const body = Buffer.concat([
      Buffer.from('é\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('\nü\n'),
      Buffer.from([0x61, 0xc3]),
    ]);
    expect(linesOf(body)).toEqual(['é', undefined, 'ü', undefined]);
  });

  it('finds every line of a body of any size, with characters of any width', () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 200 }), (some, times) => {
        const clean = some.map((text) => `x${text.replaceAll('\n', ' ')}`);
        const lines = Array.from({ length: times }, () => clean).flat();
        expect(linesOf(lines.join('\n'))).toEqual(lines);
      }),
    );
  });
});
