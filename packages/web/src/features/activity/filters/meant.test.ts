import { describe, expect, it } from 'vitest';
import { chooseMeant, isUuid } from './meant.ts';

const one = (id: string, name: string | null, externalId: string | null = null) => ({
  id,
  name,
  externalId,
});
const acme = one('1', 'Acme');
const acmeTwo = one('2', 'ACME');
const acorn = one('3', 'Acorn', 'acorn-3');

describe('chooseMeant', () => {
  it.each([
    ['acme', [acme], { value: '1' }],
    ['acme', [acme, acorn], { value: '1' }],
    ['ac', [acme], { value: '1' }],
    ['acorn-3', [acorn], { value: '3' }],
    ['ada@example.com', [{ ...one('4', 'Ada'), email: 'Ada@example.com' }], { value: '4' }],
    [
      'acme',
      [acme, acmeTwo],
      { problem: '2 organizations are called “acme”: choose with Filter.' },
    ],
    ['ac', [acme, acorn], { problem: '“ac” is the beginning of Acme and Acorn.' }],
    [
      'a',
      [acme, acorn, one('5', null, 'a-5'), one('6', 'Aero')],
      { problem: '“a” is the beginning of Acme, Acorn, a-5 and others.' },
    ],
    ['nobody', [], { problem: 'There is no organization “nobody”.' }],
  ])('of %j among %j is %j', (typed, candidates, meant) => {
    expect(chooseMeant(typed, candidates, 'organization')).toEqual(meant);
  });
});

it.each([
  ['0192f000-0000-7000-8000-00000000c01a', true],
  ['0192F000-0000-7000-8000-00000000C01A', true],
  ['acme-42', false],
])('%s is a UUID: %s', (text, is) => {
  expect(isUuid(text)).toBe(is);
});
