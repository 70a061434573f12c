import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from './read-time.ts';

const now = new Date('2026-11-21T10:00:00Z');
const iso = (value: unknown): string | undefined => readTime(value, now)?.toISOString();

describe('readTime', () => {
  it.each([
    ['2020-02-06T00:17:58.432911368Z', '2020-02-06T00:17:58.432Z'],
    ['2026-11-21T06:17:20.457+02:00', '2026-11-21T04:17:20.457Z'],
    ['2025-02-03T21:41:42.853014+01.00', '2025-02-03T20:41:42.853Z'],
    ['2025-02-15 14:59:03 +0000 UTC', '2025-02-15T14:59:03.000Z'],
    ['2016-03-14T07:10:34', '2016-03-14T07:10:34.000Z'],
    ['2026-11-21 06:17:20.457', '2026-11-21T06:17:20.457Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    [1_605_133_931, '2020-11-11T22:32:11.000Z'],
    [1_605_133_931_151, '2020-11-11T22:32:11.151Z'],
    [1_502_709_956_288_000_000, '2017-08-14T11:25:56.288Z'],
    ['1457939434', '2016-03-14T07:10:34.000Z'],
    [1_588_159_425.978, '2020-04-29T11:23:45.978Z'],
  ])('%s is %s', (given, expected) => expect(iso(given)).toBe(expected));

  it.each([
    '0001-01-01T00:00:00Z',
    '1969-12-31 23:59:55',
    160_513_393_115_100_000,
    '2026-11-23T00:00:00Z',
    'yesterday',
    '*alertFriendlyDuration*',
    '',
    Number.NaN,
    null,
    {},
    true,
  ])('%j is none', (given) => expect(iso(given)).toBeUndefined());

  it('reads what it is told, in whatever unit', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2001-09-10'), max: now, noInvalidDate: true }),
        (date) => {
          expect(readTime(date.toISOString(), now)).toEqual(date);
          expect(readTime(date.getTime(), now)).toEqual(date);
          expect(readTime(String(date.getTime()), now)).toEqual(date);
        },
      ),
    );
  });

  it('never throws, and never answers what cannot be stored', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readTime(value, now);
        expect(read === undefined || !Number.isNaN(read.getTime())).toBe(true);
      }),
    );
  });
});
