import { expect, it } from 'vitest';
import { isIncidentFilter, only, toIncidentQuery, writeFilters } from './incident-fields.ts';
import { builtInViews } from '../incidents-search.ts';

it('asks the API in its words', () => {
  expect(toIncidentQuery(['state.in.open', 'owner.in.me', 'openForMinutes.in.15'])).toEqual({
    state: 'open',
    owner: 'me',
    openForMinutes: '15',
  });
  expect(writeFilters([only('service', 'a,b'), only('state', 'all')])).toEqual([
    'state.in.all',
    'service.in.a%2Cb',
  ]);
});

it.each([
  'state.in.gone',
  'state.not.open',
  'state.in.open,closed',
  'owner.in.somebody',
  'openForMinutes.in.0',
  'title.in.x',
])('leaves %s aside', (text) => {
  expect(isIncidentFilter(text)).toBe(false);
});

it('has views whose filters it can ask for', () => {
  for (const { search } of builtInViews)
    for (const text of new URLSearchParams(search).getAll('f'))
      expect(isIncidentFilter(text), text).toBe(true);
});
