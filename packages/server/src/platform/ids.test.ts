import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuid, toProductId, uuidV5, uuidV7 } from './ids.ts';

const at = (iso: string) => ({ now: () => new Date(iso) });

describe('uuidV7', () => {
  it('carries the milliseconds of its clock in the first 48 bits', () => {
    // The timestamp of the example in RFC 9562, appendix A.6.
    expect(uuidV7(at('2022-02-22T19:22:22.000Z'))).toMatch(
      /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('sorts by time and does not repeat within a millisecond', () => {
    const clock = at('2026-11-21T10:00:00.000Z');
    const ids = Array.from({ length: 10_000 }, () => uuidV7(clock));
    expect(new Set(ids).size).toBe(ids.length);
    const later = uuidV7(at('2026-11-21T10:00:00.001Z'));
    expect(ids.every((id) => id < later)).toBe(true);
  });

  it('is well formed before 2004, when the milliseconds need fewer digits', () => {
    expect(isUuid(uuidV7(at('1970-01-01T00:00:00.001Z')))).toBe(true);
  });
});

describe('uuidV5', () => {
  it('gives the example of RFC 9562, appendix A.4', () => {
    const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
    expect(uuidV5(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });
});

describe('toProductId', () => {
  it('passes a UUID unchanged but for its case', () => {
    const id = '0193F3A0-7C1B-7ABC-8DEF-0123456789AB';
    expect(toProductId('user', id)).toBe(id.toLowerCase());
  });

  it('keeps the derived id of a known external id for ever', () => {
    expect(toProductId('organization', 'acme')).toBe('243bae69-73c8-56f8-ab51-13147931d77b');
  });

  it('separates kinds', () => {
    expect(toProductId('user', '42')).not.toBe(toProductId('organization', '42'));
  });

  it('makes a UUID of any text, and the same one each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (externalId) => {
        const id = toProductId('user', externalId);
        expect(isUuid(id)).toBe(true);
        expect(toProductId('user', externalId)).toBe(id);
      }),
    );
  });
});

describe('isUuid', () => {
  it.each([
    '',
    '42',
    '0193f3a07c1b7abc8def0123456789ab',
    '{0193f3a0-7c1b-7abc-8def-0123456789ab}',
    '0193f3a0-7c1b-7abc-8def-0123456789ab\n',
  ])('refuses %j', (value) => {
    expect(isUuid(value)).toBe(false);
  });
});
