import { describe, expect, it } from 'vitest';
import { addUnits, fromWallTime, startOf, toWallTime, type Unit } from './zoned-time.ts';

const berlin = 'Europe/Berlin';
const wall = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text
    .split(/\D/)
    .map(Number);
  return { year, month, day, hour, minute, second };
};

describe('fromWallTime', () => {
  it.each([
    ['in winter', '2026-11-21 10:42:07', berlin, '2026-11-21T09:42:07Z'],
    ['in summer', '2026-07-01 10:00:00', berlin, '2026-07-01T08:00:00Z'],
    ['just before the clocks go on', '2026-03-29 01:59:59', berlin, '2026-03-29T00:59:59Z'],
    ['in the hour that is skipped', '2026-03-29 02:30:00', berlin, '2026-03-29T01:30:00Z'],
    ['just after it', '2026-03-29 03:00:00', berlin, '2026-03-29T01:00:00Z'],
    [
      'the first of an hour that occurs twice',
      '2026-10-25 02:30:00',
      berlin,
      '2026-10-25T00:30:00Z',
    ],
    ['after that hour', '2026-10-25 03:00:00', berlin, '2026-10-25T02:00:00Z'],
    [
      'where midnight is skipped',
      '2026-09-06 00:00:00',
      'America/Santiago',
      '2026-09-06T04:00:00Z',
    ],
    ['at half an hour', '2026-11-21 00:00:00', 'Asia/Kolkata', '2026-11-20T18:30:00Z'],
    ['in UTC', '2026-11-21 00:00:00', 'UTC', '2026-11-21T00:00:00Z'],
  ])('is right %s', (_, text, timeZone, expected) => {
    expect(fromWallTime(wall(text), timeZone)).toEqual(new Date(expected));
  });

  it('is the inverse of toWallTime, but for the hour that occurs twice', () => {
    const start = Date.UTC(2026, 0, 1);
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const at = new Date(start + hour * 3_600_000);
      const back = fromWallTime(toWallTime(at, berlin), berlin);
      const distance = at.getTime() - back.getTime();
      expect(distance === 0 || at.toISOString() === '2026-10-25T01:00:00.000Z').toBe(true);
    }
  });
});

describe('startOf', () => {
  it.each([
    ['h', '2026-11-21T09:42:07.500Z', '2026-11-21T09:00:00Z'],
    ['m', '2026-11-21T09:42:07.500Z', '2026-11-21T09:42:00Z'],
    ['s', '2026-11-21T09:42:07.500Z', '2026-11-21T09:42:07Z'],
    ['d', '2026-11-21T09:42:07Z', '2026-11-20T23:00:00Z'],
    ['d', '2026-11-20T23:30:00Z', '2026-11-20T23:00:00Z'],
    ['w', '2026-11-21T09:42:07Z', '2026-11-15T23:00:00Z'],
    ['w', '2026-11-16T09:00:00Z', '2026-11-15T23:00:00Z'],
    ['M', '2026-11-21T09:42:07Z', '2026-10-31T23:00:00Z'],
    ['Q', '2026-11-21T09:42:07Z', '2026-09-30T22:00:00Z'],
    ['y', '2026-11-21T09:42:07Z', '2025-12-31T23:00:00Z'],
    ['h', '2026-10-25T01:30:00Z', '2026-10-25T01:00:00Z'],
  ] as const)('of %s at %s', (unit, at, expected) => {
    expect(startOf(new Date(at), unit, berlin)).toEqual(new Date(expected));
  });
});

describe('addUnits', () => {
  it.each([
    ['a day over the change of the clocks', '2026-03-28T09:00:00Z', 1, 'd', '2026-03-29T08:00:00Z'],
    ['24 hours over it', '2026-03-28T09:00:00Z', 24, 'h', '2026-03-29T09:00:00Z'],
    ['a week back', '2026-10-26T09:00:00Z', -1, 'w', '2026-10-19T08:00:00Z'],
    ['a month from the 31st', '2026-01-31T09:00:00Z', 1, 'M', '2026-02-28T09:00:00Z'],
    ['months over the year', '2026-11-21T09:00:00Z', 2, 'M', '2027-01-21T09:00:00Z'],
    ['a quarter back', '2026-02-15T09:00:00Z', -1, 'Q', '2025-11-15T09:00:00Z'],
    ['a year from 29 February', '2028-02-29T09:00:00Z', 1, 'y', '2029-02-28T09:00:00Z'],
    [
      'minutes, with their milliseconds',
      '2026-11-21T09:00:00.250Z',
      90,
      'm',
      '2026-11-21T10:30:00.250Z',
    ],
    [
      'a day, with its milliseconds',
      '2026-11-21T09:00:00.250Z',
      1,
      'd',
      '2026-11-22T09:00:00.250Z',
    ],
  ] as const)('adds %s', (_, at, count, unit, expected) => {
    expect(addUnits(new Date(at), count, unit as Unit, berlin)).toEqual(new Date(expected));
  });
});
