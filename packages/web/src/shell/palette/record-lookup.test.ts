import { describe, expect, it } from 'vitest';
import { lookUp } from './record-lookup.ts';

const uuid = '0192f3a4-5b6c-7d8e-9f01-23456789abcd';

describe('lookUp', () => {
  it.each([
    [uuid, ['userId', 'organizationId', 'resourceId']],
    ['acme', ['userId', 'organizationId', 'resourceId']],
    ['  cus_123 ', ['userId', 'organizationId', 'resourceId']],
    ['4bf92f3577b34da6a3ce929d0e0e4736', ['traceId']],
    ['who deleted it', []],
    ['ada@example.com', []],
    ['x', []],
    ['', []],
  ])('reads %j as %j', (text, fields) => {
    expect(lookUp(text).map((hit) => hit.search.f[0]?.split('.')[0])).toEqual(fields);
  });

  it('filters by the trimmed text', () => {
    expect(lookUp(` ${uuid} `)[0]?.search.f).toEqual([`userId.in.${uuid}`]);
  });
});
