import { ActivityFilter } from '@taffrail/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFilterText, writeFilterText } from '../../../lib/filter-text.ts';
import { readFilters, writeFilter, type Filter } from '../../../lib/filters.ts';
import { parseSearch, stringifySearch } from '../../../lib/url/url-state.ts';
import {
  activityFields,
  isActivityFilter,
  only,
  toActivityQuery,
  withFilter,
  writeFilters,
} from './activity-fields.ts';

describe('isActivityFilter', () => {
  it.each([
    ['action.in.lead.*', true],
    ['category.in.lead,task', true],
    ['metadata.in.search.country=DE', true],
    ['ipAddress.in.2001:db8::1', true],
    ['organizationId.in.acme-42', true],
    ['category.in.leads', false],
    ['metadata.in.country', false],
    ['ipAddress.in.1.2.3', false],
    ['userId.in.a,b', false],
    ['userId.not.bot', false],
    ['colour.in.red', false],
    ['from.in.2026', false],
    [`traceId.in.${'x'.repeat(65)}`, false],
  ])('of %j is %s', (text, possible) => {
    expect(isActivityFilter(text)).toBe(possible);
  });
});

describe('the text of a filter bar', () => {
  it.each([
    ['action:lead.*', { action: ['lead.*'] }],
    [
      'category:lead,task metadata.country=DE metadata.country=FR',
      { category: ['lead', 'task'], metadata: ['country=DE', 'country=FR'] },
    ],
    [
      'org:acme user:ada resource:lead resourceId:42 session:s trace:t ip:10.0.0.1 "free text"',
      {
        organizationId: 'acme',
        userId: 'ada',
        resourceType: 'lead',
        resourceId: '42',
        sessionId: 's',
        traceId: 't',
        ipAddress: '10.0.0.1',
        q: 'free text',
      },
    ],
  ])('%j is asked of the API', (text, query) => {
    const { filters, rest } = readFilterText(text, activityFields);
    expect(toActivityQuery(filters.map(writeFilter), rest)).toEqual(query);
  });

  it('is refused where the API would refuse it', () => {
    const { filters, problems } = readFilterText('category:leads ip:x -user:a', activityFields);
    expect(filters).toEqual([]);
    expect(problems).toHaveLength(3);
  });
});

describe('a filter of the API', () => {
  const word = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
  const several = (value: fc.Arbitrary<string>) =>
    fc.uniqueArray(value, { minLength: 1, maxLength: 5 });
  const keyValue = fc.tuple(word, word).map(([k, v]) => `${k.replaceAll('=', '_')}=${v}`);
  const query = fc
    .record(
      {
        action: several(word),
        category: fc.uniqueArray(fc.constantFrom('lead', 'task', 'view'), { minLength: 1 }),
        organizationId: word,
        userId: word,
        resourceType: word,
        resourceId: word,
        metadata: several(keyValue),
        sessionId: word,
        ipAddress: fc.oneof(fc.ipV4(), fc.ipV6()),
      },
      { requiredKeys: [] },
    )
    .filter((given) => ActivityFilter.safeParse(given).success);

  const filtersOf = (given: Record<string, string | string[]>): Filter[] =>
    Object.entries(given).map(([field, value]) => ({
      field,
      op: 'in',
      values: Array.isArray(value) ? value : [value],
    }));

  it('passes through the address and back unchanged', () => {
    fc.assert(
      fc.property(query, (given) => {
        const address = stringifySearch({ f: filtersOf(given).map(writeFilter) });
        const f = parseSearch(address.slice(1))['f'] as string[] | undefined;
        expect(f?.every(isActivityFilter) ?? true).toBe(true);
        expect(toActivityQuery(f, undefined)).toEqual(given);
      }),
    );
  });

  it('passes through the text and back unchanged', () => {
    fc.assert(
      fc.property(query, (given) => {
        const text = writeFilterText(filtersOf(given), '', activityFields);
        const read = readFilterText(text, activityFields);
        expect(read).toMatchObject({ rest: '', problems: [] });
        expect(toActivityQuery(read.filters.map(writeFilter), '')).toEqual(given);
      }),
    );
  });

  it('replaces a value where there can be one only, and joins the others', () => {
    const filters = readFilters(['userId.in.a', 'action.in.x']);
    const next = [only('userId', 'b'), only('action', 'y')].reduce(withFilter, filters);
    expect(toActivityQuery(writeFilters(next), undefined)).toEqual({
      userId: 'b',
      action: ['x', 'y'],
    });
  });

  it('has one address, whatever the order in which it came', () => {
    const [a, b] = [only('action', 'x'), only('metadata', 'k=v')];
    expect(writeFilters([b, a])).toEqual(writeFilters([a, b]));
    expect(writeFilters([])).toBeUndefined();
  });
});
