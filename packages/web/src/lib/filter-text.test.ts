import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnfinished, readFilterText, writeFilterText, writeFreeText } from './filter-text.ts';
import { addFilter, type Filter } from './filters.ts';

const fields = [
  { id: 'action', aliases: [], negatable: false },
  { id: 'organizationId', aliases: ['org'] },
  { id: 'userId', aliases: ['user'], negatable: true },
  { id: 'metadata', aliases: [], keyed: true },
  {
    id: 'category',
    aliases: [],
    check: (value: string) => (value === 'lead' ? null : `There is no category ${value}.`),
  },
];
const inside = (field: string, ...values: string[]): Filter => ({ field, op: 'in', values });

describe('readFilterText', () => {
  it.each([
    ['lead', [], 'lead'],
    ['action:lead.*', [inside('action', 'lead.*')], ''],
    ['org:"Acme Inc"', [inside('organizationId', 'Acme Inc')], ''],
    ['ORG:acme', [inside('organizationId', 'acme')], ''],
    ['-user:bot', [{ field: 'userId', op: 'not', values: ['bot'] }], ''],
    ['action:lead.created,lead.updated', [inside('action', 'lead.created', 'lead.updated')], ''],
    ['action:a action:b', [inside('action', 'a', 'b')], ''],
    ['org:"Acme, Inc",other', [inside('organizationId', 'Acme, Inc', 'other')], ''],
    [String.raw`org:"the \"A\" \\ B"`, [inside('organizationId', String.raw`the "A" \ B`)], ''],
    ['metadata.country=DE', [inside('metadata', 'country=DE')], ''],
    [
      'metadata.search.word="fine chemicals"',
      [inside('metadata', 'search.word=fine chemicals')],
      '',
    ],
    ['metadata."odd key"=a,b', [inside('metadata', 'odd key=a,b')], ''],
    ['metadata.empty=', [inside('metadata', 'empty=')], ''],
    ['metadata:country=DE', [inside('metadata', 'country=DE')], ''],
    [
      'chemicals action:lead.*  user:ada DE',
      [inside('action', 'lead.*'), inside('userId', 'ada')],
      'chemicals DE',
    ],
    ['"free text"', [], 'free text'],
    ['"action:lead.*"', [], 'action:lead.*'],
    ['say "no end', [], 'say "no end'],
    ['5" pipe', [], '5" pipe'],
    ['color:red', [], 'color:red'],
    ['action:', [], 'action:'],
    ['metadata.country', [], 'metadata.country'],
    ['org:""', [], 'org:""'],
    ['action:,', [], 'action:,'],
    ['http://action:80', [], 'http://action:80'],
    ['', [], ''],
  ])('reads %j', (text, filters, rest) => {
    expect(readFilterText(text, fields)).toEqual({ filters, rest, problems: [] });
  });

  it.each([
    ['-action:lead.*', '-action:lead.* cannot exclude: only what is asked for is shown.'],
    ['category:leed', 'There is no category leed.'],
    ['metadata:DE', 'metadata:DE needs a key and a value, as metadata.country=DE.'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(readFilterText(`${text} word`, fields)).toEqual({
      filters: [],
      rest: 'word',
      problems: [problem],
    });
  });
});

describe('writeFilterText', () => {
  it.each([
    [[inside('organizationId', 'Acme Inc', 'b')], 'x', 'org:"Acme Inc",b x'],
    [[inside('metadata', 'a=1', 'b c=d e')], '', 'metadata.a=1 metadata."b c"="d e"'],
    [[{ field: 'userId', op: 'not', values: ['bot'] } as const], '', '-user:bot'],
    [[], 'action:lead.*', '"action:lead.*"'],
    [[], 'two  spaces', '"two  spaces"'],
    [[], 'plain words', 'plain words'],
  ])('of %j and %j', (filters, q, text) => {
    expect(writeFilterText(filters, q, fields)).toBe(text);
  });

  const value = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.string({
      minLength: 1,
      unit: fc.constantFrom('"', '\\', ',', ':', ' ', '=', '-', '.', 'a'),
    }),
  );
  const keyValue = fc
    .tuple(value, fc.oneof(value, fc.constant('')))
    .map(([key, text]) => `${key.replaceAll('=', '_')}=${text}`);
  const filter = fc.oneof(
    fc.record({
      field: fc.constantFrom('action', 'organizationId', 'userId'),
      op: fc.constant('in' as const),
      values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      field: fc.constant('metadata'),
      op: fc.constant('in' as const),
      values: fc.uniqueArray(keyValue, { minLength: 1, maxLength: 4 }),
    }),
  );
  const filters = fc
    .array(filter, { maxLength: 6 })
    .map((all) => all.reduce<readonly Filter[]>((sum, each) => addFilter(sum, each), []));
  const words = value.map((text) => text.trim());

  it('is read back as it was', () => {
    fc.assert(
      fc.property(filters, words, (given, q) => {
        const text = writeFilterText(given, q, fields);
        expect(readFilterText(text, fields)).toEqual({ filters: given, rest: q, problems: [] });
      }),
    );
  });

  it('settles any text in one step', () => {
    const pieces = fc.constantFrom(
      'action:',
      'org:',
      '-',
      '"',
      '\\',
      'metadata.',
      '=',
      ' ',
      'a',
      ',',
    );
    fc.assert(
      fc.property(fc.array(pieces), (given) => {
        const once = readFilterText(given.join(''), fields);
        const text = writeFilterText(once.filters, once.rest, fields);
        expect(readFilterText(text, fields)).toEqual({ ...once, problems: [] });
      }),
    );
  });

  it('keeps free words free', () => {
    fc.assert(
      fc.property(words, (q) => {
        const { filters: none, rest } = readFilterText(writeFreeText(q, fields), fields);
        expect([none, rest]).toEqual([[], q]);
      }),
    );
  });
});

describe('isUnfinished', () => {
  it.each([
    ['chem', false],
    ['http://chem', false],
    ['file.txt', false],
    ['"fine chemicals"', false],
    ['"fine chem', true],
    ['chem action:', true],
    ['-user:b', true],
    ['metadata.co', true],
  ])('%j is %s', (text, unfinished) => {
    expect(isUnfinished(text, fields)).toBe(unfinished);
  });
});
