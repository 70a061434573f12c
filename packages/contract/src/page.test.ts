import { describe, expect, it } from 'vitest';
import { RangeEnd } from './page.ts';

describe('RangeEnd', () => {
  it.each(['1970-01-01T00:00:00Z', '2026-11-21T10:00:00+01:00', '9998-12-31T23:59:59Z'])(
    'takes %s',
    (text) => expect(RangeEnd.parse(text)).toBe(text),
  );

  it.each([
    '1970-01-01T00:00:00+01:00',
    '0000-01-01T00:00:00Z',
    '9999-01-01T00:00:00Z',
    '9998-12-31T23:59:59-18:00',
    '2026-02-30T00:00:00Z',
    'yesterday',
  ])('refuses %s', (text) => expect(RangeEnd.safeParse(text).success).toBe(false));
});
