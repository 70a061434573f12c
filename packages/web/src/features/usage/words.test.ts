import { describe, expect, it } from 'vitest';
import { daysText, filterOf, nameOfSubject } from './words.ts';
import { filterFor, readUsageFilter, UsageSearch, writeUsageFilter } from './usage-search.ts';
import { jobsSearch } from './jobs-search.ts';

const subject = (key: string | null, provider: string | null = null) => ({
  key,
  provider,
  customer: null,
});
const id = '0192f000-0000-7000-8000-00000000c01a';

describe('a value of what is told apart', () => {
  it('is called what it is called, and none of it says so', () => {
    expect(nameOfSubject('route', subject(null))).toBe('No route');
    expect(nameOfSubject('model', subject('gpt-5', 'openai'))).toBe('gpt-5');
    const customer = { id, externalId: null, name: 'Acme' };
    expect(nameOfSubject('organization', { ...subject(id), customer })).toBe('Acme');
  });

  it('filters for itself alone', () => {
    expect(filterOf('model', subject('gpt-5', 'openai'))).toEqual({
      model: 'gpt-5',
      provider: 'openai',
    });
    expect(filterOf('organization', subject(null))).toEqual({ organizationId: 'none' });
    expect(filterOf('user', subject(id))).toBeUndefined();
  });
});

describe('the filter in the address', () => {
  it('comes back as it was written', () => {
    const filter = { route: '/a,b', organizationId: id };
    const f = writeUsageFilter(filter);
    expect(f).toEqual(['route.in./a%2Cb', `organizationId.in.${id}`]);
    expect(readUsageFilter(f)).toEqual(filter);
    expect(UsageSearch.safeParse({ f }).success).toBe(true);
  });

  it.each([['organizationId.in.acme'], ['planet.in.mars'], ['route.not.x'], ['model.in.a,b']])(
    '%s cannot be asked for',
    (text) => {
      expect(UsageSearch.safeParse({ f: [text] }).success).toBe(false);
    },
  );

  it('leaves of calls nothing for users', () => {
    expect(filterFor('user', { model: 'gpt-5', organizationId: id })).toEqual({
      organizationId: id,
    });
  });
});

describe('jobsSearch', () => {
  it('asks for the days and for what is filtered by', () => {
    expect(
      jobsSearch(
        { from: '2026-11-01', to: '2026-11-21' },
        { provider: 'openai', model: undefined, costSource: 'unpriced' },
      ),
    ).toEqual({
      range: '2026-11-01..2026-11-21',
      f: ['provider.in.openai', 'costSource.in.unpriced'],
    });
  });
});

describe('daysText', () => {
  const now = new Date('2026-11-21T10:00:00Z');

  it('names a day once', () => {
    expect(daysText('2026-11-21', '2026-11-21', now)).toBe('21 Nov');
    expect(daysText('2026-11-01', '2026-11-21', now)).toBe('1 Nov to 21 Nov');
  });
});
