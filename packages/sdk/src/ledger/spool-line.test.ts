import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSpool, toSpoolLine } from './spool-line.ts';

const json = fc.jsonValue().map((value) => JSON.stringify(value));

it('reads back what was written', () => {
  fc.assert(
    fc.property(fc.array(json), (records) => {
      expect(readSpool(records.map(toSpoolLine).join(''))).toEqual({ records, damaged: [] });
    }),
  );
});

it('torn anywhere, yields every line before the tear and nothing else', () => {
  fc.assert(
    fc.property(fc.array(json, { minLength: 1 }), fc.nat(), (records, at) => {
      const text = records.map(toSpoolLine).join('');
      const tear = at % text.length;
      const whole = text.slice(0, tear).split('\n').length - 1;
      expect(readSpool(text.slice(0, tear))).toEqual({
        records: records.slice(0, whole),
        damaged: [],
      });
    }),
  );
});

it('with a character changed, sets that line aside and keeps its neighbours', () => {
  fc.assert(
    fc.property(fc.array(json, { minLength: 3, maxLength: 3 }), fc.nat(), (records, at) => {
      const lines = records.map(toSpoolLine);
      const middle = lines[1] ?? '';
      const changed = at % (middle.length - 1);
      const other = middle[changed] === 'x' ? 'y' : 'x';
      lines[1] = middle.slice(0, changed) + other + middle.slice(changed + 1);
      const { records: read, damaged } = readSpool(lines.join(''));
      expect(read).toEqual([records[0], records[2]]);
      expect(damaged).toHaveLength(1);
    }),
  );
});

it('takes zeros after a loss of power for a torn end', () => {
  expect(readSpool(`${toSpoolLine('{"a":1}')}${'\0'.repeat(100)}`)).toEqual({
    records: ['{"a":1}'],
    damaged: [],
  });
});
