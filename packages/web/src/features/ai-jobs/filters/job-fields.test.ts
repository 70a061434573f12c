import type { ListedAiJob } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { readFilterText } from '../../../lib/filter-text.ts';
import {
  isJobFilter,
  jobFields,
  nameFields,
  only,
  toJobQuery,
  writeFilters,
} from './job-fields.ts';

const acme = '0192f000-0000-7000-8000-00000000c01a';

describe('the filters of AI jobs', () => {
  it.each([
    ['provider.in.openai', true],
    ['route.in.POST /leads/:id', true],
    ['route.in.none', true],
    ['status.in.failed', true],
    ['status.in.ok', false],
    ['status.in.failed,succeeded', false],
    ['costSource.in.unpriced', true],
    ['costSource.in.free', false],
    [`organizationId.in.${acme}`, true],
    ['organizationId.in.none', true],
    ['organizationId.in.acme', false],
    ['colour.in.red', false],
  ])('take %s: %s', (text, possible) => {
    expect(isJobFilter(text)).toBe(possible);
  });

  it('are typed by their titles', () => {
    const { filters } = readFilterText('provider:openai cost:unpriced error:timeout', jobFields);
    expect(filters).toEqual([
      only('provider', 'openai'),
      only('costSource', 'unpriced'),
      only('errorType', 'timeout'),
    ]);
  });

  it('are asked of the API by its names', () => {
    const f = writeFilters([only('traceId', 'a1'), only('status', 'failed')]);
    expect(f).toEqual(['status.in.failed', 'traceId.in.a1']);
    expect(toJobQuery(f)).toEqual({ status: 'failed', traceId: 'a1' });
  });

  it('say who is meant, where the rows tell it', () => {
    const job = { organization: { id: acme, externalId: null, name: 'Acme' }, user: null };
    const fields = nameFields([job as ListedAiJob]);
    const describeOrganization = fields.find(({ id }) => id === 'organizationId')?.describe;
    expect(describeOrganization?.(acme)).toBe('Acme');
    expect(describeOrganization?.('none')).toBe('none');
    expect(fields.find(({ id }) => id === 'status')?.describe?.('failed')).toBe('Failed');
  });
});
