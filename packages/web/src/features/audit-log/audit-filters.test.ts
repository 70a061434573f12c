import { describe, expect, it } from 'vitest';
import { auditFilters } from './audit-filters.ts';

const id = '0192f000-0000-7000-8000-00000000c01a';

describe('what the audit log can be filtered by', () => {
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
    expect(auditFilters.isFilter(text)).toBe(possible);
  });
});

describe('its filters in the address', () => {
  it('writes what it reads, in one order', () => {
    const filters = { targetId: id, action: 'api_key.*' };
    const texts = auditFilters.write(filters);
    expect(texts).toEqual(['action.in.api_key.*', `targetId.in.${id}`]);
    expect(auditFilters.read(texts)).toEqual(filters);
  });

  it('is nothing without filters', () => {
    expect(auditFilters.write({ action: undefined })).toBeUndefined();
  });
});
