import { describe, expect, it } from 'vitest';
import { capText, nameOf } from './customer-name.ts';

const id = '0192f000-0000-7000-8000-00000000c01a';
const named = (name: string | null, externalId: string | null = null) => ({ id, externalId, name });

describe('nameOf', () => {
  it.each([
    ['a name', named('Acme'), 'Acme'],
    ['the product’s own id where there is no name', named(null, 'cus_42'), 'cus_42'],
    ['the own id where the name is blank', named('  ', 'cus_42'), 'cus_42'],
    ['the ends of a UUID where there is nothing else', named(null), '0192f0…00c01a'],
    ['the beginning of a long name', named('x'.repeat(90)), `${'x'.repeat(79)}…`],
  ])('is %s', (_, given, text) => {
    expect(nameOf(given)).toBe(text);
  });
});

describe('capText', () => {
  it('leaves short text as it is', () => {
    expect(capText('short')).toBe('short');
    expect(capText('too long', 4)).toBe('too…');
  });
});
