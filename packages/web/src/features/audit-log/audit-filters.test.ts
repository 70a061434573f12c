import { describe, expect, it } from 'vitest';
import { isAuditFilter, readAuditFilters, writeAuditFilters } from './audit-filters.ts';

const id = '0192f000-0000-7000-8000-00000000c01a';

describe('isAuditFilter', () => {
  it.each([
    ['action.in.api_key.*', true],
    ['action.in.operator.signed_in', true],
    [`actorId.in.${id}`, true],
    ['actorId.in.ada', false],
    [`targetId.in.${id}`, true],
    ['action.not.api_key.*', false],
    ['action.in.api_key.*,operator.*', false],
    ['ipAddress.in.::1', false],
  ])('%s: %s', (text, possible) => {
    expect(isAuditFilter(text)).toBe(possible);
  });
});

describe('writeAuditFilters', () => {
  it('writes what it reads, in one order', () => {
    const filters = { targetId: id, action: 'api_key.*' };
    const texts = writeAuditFilters(filters);
    expect(texts).toEqual(['action.in.api_key.*', `targetId.in.${id}`]);
    expect(readAuditFilters(texts)).toEqual(filters);
  });

  it('is nothing without filters', () => {
    expect(writeAuditFilters({ action: undefined })).toBeUndefined();
  });
});
