import { mappingPresets, plainMapping } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { readDraft, toDraft } from './mapping-draft.ts';

describe('a draft of a mapping', () => {
  it.each(Object.entries(mappingPresets))('of %s is read as the same again', (_, { mapping }) => {
    expect(readDraft(toDraft(mapping)).mapping).toEqual(mapping);
  });

  it('takes several pointers, words with an equals sign, and what is left empty', () => {
    const draft = toDraft(plainMapping);
    const { mapping } = readDraft({
      ...draft,
      list: ' ',
      fields: {
        ...draft.fields,
        name: { from: ' /a, /b c,/d,e ', otherwise: '' },
        url: { from: '', otherwise: '' },
      },
      statuses: 'a=b = firing\n\n* = ignored',
    });
    expect(mapping?.list).toBeUndefined();
    expect(mapping?.fields.name).toEqual({ from: ['/a', '/b c', '/d,e'] });
    expect(mapping?.fields.url).toBeUndefined();
    expect(mapping?.statuses).toEqual({ 'a=b': 'firing', '*': 'ignored' });
  });

  it('says what is wrong beside each part', () => {
    const draft = toDraft(plainMapping);
    const { problems } = readDraft({
      ...draft,
      list: 'alerts',
      fields: {
        ...draft.fields,
        name: { from: '', otherwise: '' },
        url: { from: 'link', otherwise: '' },
      },
      statuses: 'up = good',
      severities: 'bad',
      labels: 'host = db',
    });
    expect(problems).toEqual({
      list: 'It must be a JSON pointer, as /alert/message.',
      name: 'It must say where the name is.',
      url: 'It must be a JSON pointer, as /alert/message.',
      statuses: 'Each line is "word = firing | acknowledged | resolved | cleared | ignored".',
      severities: 'Each line is "word = critical | warning | info".',
      labels: 'Each line is "name = /pointer"; "* = /pointer" takes all members of an object.',
    });
  });
});
