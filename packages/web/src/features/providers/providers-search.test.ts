import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../lib/url/url-state.ts';
import { ProvidersSearch, toggleBeside } from './providers-search.ts';

describe('toggleBeside', () => {
  it.each([
    [[], 'a', ['a']],
    [['a'], 'b', ['a', 'b']],
    [['a', 'b'], 'a', ['b']],
    [['a'], 'a', undefined],
    // There is no room for a third.
    [['a', 'b'], 'c', ['b', 'c']],
  ])('from %j by %s leads to %j', (chosen, id, next) => {
    expect(toggleBeside(chosen, id, 2)).toEqual(next);
  });
});

describe('what stands side by side', () => {
  it('comes back from the address, slashes and commas and all', () => {
    const vs = ['openai/gpt-4.1', 'POST /a,b'];
    const read = parseSearch(stringifySearch({ vs }));
    expect(ProvidersSearch.parse(read)).toEqual({ vs });
    expect(ProvidersSearch.parse(parseSearch('?vs=openai'))).toEqual({ vs: ['openai'] });
  });
});
