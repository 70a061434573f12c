import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTimestamp, writeTimestamp } from './timestamp.ts';

const first = new Date('0001-01-01T00:00:00Z');
const last = new Date('9999-12-31T23:59:59.999Z');
const times = fc.date({ min: first, max: last, noInvalidDate: true });

describe('readTimestamp', () => {
  it('reads what JavaScript writes, whatever was read before', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 59_999 }), (time, ms) => {
        expect(readTimestamp(time.toISOString())).toBe(time.getTime());
        const minute = time.getTime() - (((time.getTime() % 60_000) + 60_000) % 60_000);
        const neighbour = new Date(minute + ms);
        expect(readTimestamp(neighbour.toISOString())).toBe(neighbour.getTime());
      }),
    );
  });

  it.each([
    ['2026-11-21T10:00:00Z', 0],
    ['2026-11-21T12:00:00+02:00', 0],
    ['2026-11-21T03:30:00.5-06:30', 500],
    ['2026-11-21T10:00:00.0019Z', 1],
    ['2026-11-21T10:00:59.999999999Z', 59_999],
  ])('reads %s to the millisecond, without rounding', (text, ms) => {
    expect(readTimestamp(text)).toBe(Date.parse('2026-11-21T10:00:00Z') + ms);
  });

  it.each([
    '2026-11-21T10:00:60.000Z',
    '2026-11-21T10:00:0a.000Z',
    '2026-11-21T10:00:00,000Z',
    '2026-11-21T10:00:00.00aZ',
    '2026-11-21T10:00:00.000z',
    '2026-11-21T10:00:00.0000',
    '2026-02-29T10:00:00Z',
    '2026-04-31T10:00:00Z',
    '',
  ])('refuses %j after its minute was read', (text) => {
    readTimestamp('2026-11-21T10:00:00.000Z');
    expect(readTimestamp(text)).toBeUndefined();
  });
});

describe('writeTimestamp', () => {
  it('writes what JavaScript would', () => {
    fc.assert(
      fc.property(times, (time) => {
        expect(writeTimestamp(time.getTime())).toBe(time.toISOString());
      }),
    );
  });
});
