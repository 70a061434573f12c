import { describe, expect, it } from 'vitest';
import { capText, metadataLine, nameOf, sentenceText } from './sentence.ts';

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

describe('sentenceText', () => {
  const ada = named('Ada');
  const acme = named('Acme');
  it.each([
    ['lead.created', 'created a lead', ada, acme, 'Ada created a lead in Acme'],
    ['user.signup', 'signed up', ada, null, 'Ada signed up'],
    ['batch.started', 'started a batch', null, acme, 'System started a batch in Acme'],
    ['invoice.sent', null, ada, acme, 'Ada did invoice.sent in Acme'],
  ])('reads %s', (action, sentence, user, organization, text) => {
    expect(sentenceText({ action, sentence, user, organization })).toBe(text);
  });
});

describe('metadataLine', () => {
  it.each([
    [{}, ''],
    [{ keyword: 'fine chemicals', country: 'DE' }, 'keyword=fine chemicals, country=DE'],
    [
      { search: { country: 'DE' }, tags: ['a'], n: 1, no: null },
      'search={"country":"DE"}, tags=["a"], n=1, no=null',
    ],
  ])('writes %j', (metadata, line) => {
    expect(metadataLine(metadata)).toBe(line);
  });

  it('never gets longer than a line', () => {
    expect(metadataLine({ body: 'x'.repeat(5000) })).toHaveLength(120);
    expect(capText('short')).toBe('short');
  });
});
