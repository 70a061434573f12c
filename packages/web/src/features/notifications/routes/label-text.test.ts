import { describe, expect, it } from 'vitest';
import { checkLabels, readLabels, writeLabels } from './label-text.ts';

describe('labels as somebody writes them', () => {
  it('are read, and written the same', () => {
    const text = 'team=payments, env!=staging, service=web-*, owner=';
    const labels = readLabels(' team = payments,env!=staging , service=web-*, owner=');
    expect(labels).toEqual([
      { name: 'team', operator: 'is', value: 'payments' },
      { name: 'env', operator: 'is_not', value: 'staging' },
      { name: 'service', operator: 'is', value: 'web-*' },
      { name: 'owner', operator: 'is', value: '' },
    ]);
    expect(writeLabels(labels)).toBe(text);
  });

  it('are none where nothing is written', () => {
    expect(readLabels(' , ')).toEqual([]);
    expect(checkLabels('')).toBeNull();
  });

  it('are refused by the part that cannot be read', () => {
    expect(checkLabels('team=payments, staging')).toContain('“staging”');
    expect(checkLabels('=x')).not.toBeNull();
  });

  it('may have an equals sign in their value', () => {
    expect(readLabels('query=a=b')).toEqual([{ name: 'query', operator: 'is', value: 'a=b' }]);
  });
});
