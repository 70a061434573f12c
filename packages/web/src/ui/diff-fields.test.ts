import { describe, expect, it } from 'vitest';
import { diffFields } from './diff-fields.ts';

const kinds = (...given: Parameters<typeof diffFields>) =>
  Object.fromEntries(diffFields(...given).map(({ field, kind }) => [field, kind]));

describe('diffFields', () => {
  it('tells added, removed, changed and same fields apart', () => {
    expect(
      kinds(
        { role: 'viewer', note: 'x', name: 'Ada' },
        { role: 'owner', name: 'Ada', sessions: 2 },
      ),
    ).toEqual({ role: 'changed', note: 'removed', name: 'same', sessions: 'added' });
  });

  it('takes what is null for nothing', () => {
    expect(kinds({ role: null, scopes: null }, { role: 'viewer', scopes: null })).toEqual({
      role: 'added',
    });
  });

  it('shows what was made and what was deleted', () => {
    expect(kinds(null, { name: 'Ada' })).toEqual({ name: 'added' });
    expect(kinds({ name: 'Ada' }, null)).toEqual({ name: 'removed' });
    expect(diffFields(null, null)).toEqual([]);
  });

  it('compares nested values by what they hold, and writes them on one line', () => {
    expect(diffFields({ scopes: ['a', 'b'] }, { scopes: ['a', 'b'] })).toMatchObject([
      { kind: 'same', after: '[ "a", "b" ]' },
    ]);
    expect(kinds({ filter: { q: 'x' } }, { filter: { q: 'y' } })).toEqual({ filter: 'changed' });
  });
});
