import { describe, expect, it } from 'vitest';
import { metadataLine, sentenceText } from './sentence.ts';

const id = '0192f000-0000-7000-8000-00000000c01a';
const named = (name: string) => ({ id, externalId: null, name });

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
  });
});
