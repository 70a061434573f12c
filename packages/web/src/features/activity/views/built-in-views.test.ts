import { expect, it } from 'vitest';
import { parseSearch, readSearch } from '../../../lib/url/url-state.ts';
import { ActivitySearch, viewSearchOf } from '../activity-search.ts';
import { builtInViews } from './built-in-views.ts';

it.each(builtInViews)('the view $name can be read, and is itself when it is opened', (view) => {
  const { values, ignored } = readSearch(ActivitySearch, parseSearch(view.search));
  expect(ignored).toEqual([]);
  expect(viewSearchOf(values)).toBe(view.search);
});

it('a view keeps neither the place in the list nor what is open, nor what is the default', () => {
  const id = '0192f000-0000-7000-8000-00000000c01a';
  expect(viewSearchOf({ range: '24h', rows: '100', after: 'x', peek: id, view: 'all' })).toBe('');
  expect(viewSearchOf({ range: '7d', q: 'acme', rows: '50' })).toBe('range=7d&q=acme&rows=50');
});
