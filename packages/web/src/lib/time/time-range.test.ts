import { describe, expect, it } from 'vitest';
import {
  findBroader,
  readMoment,
  resolveRange,
  stepRange,
  titleOfRange,
  widenRange,
  writeRange,
} from './time-range.ts';

const berlin = 'Europe/Berlin';
/** A Saturday, 11:42:07 in Berlin. */
const now = new Date('2026-11-21T10:42:07Z');
const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

describe('resolveRange', () => {
  it.each([
    ['15m', '2026-11-21T10:27:07Z', '2026-11-21T10:42:07Z'],
    ['24h', '2026-11-20T10:42:07Z', '2026-11-21T10:42:07Z'],
    ['7d', '2026-11-14T10:42:07Z', '2026-11-21T10:42:07Z'],
    ['90d', '2026-08-23T09:42:07Z', '2026-11-21T10:42:07Z'],
    ['mtd', '2026-10-31T23:00:00Z', '2026-11-21T10:42:07Z'],
    ['qtd', '2026-09-30T22:00:00Z', '2026-11-21T10:42:07Z'],
    ['ytd', '2025-12-31T23:00:00Z', '2026-11-21T10:42:07Z'],
    ['today', '2026-11-20T23:00:00Z', '2026-11-21T23:00:00Z'],
    ['yesterday', '2026-11-19T23:00:00Z', '2026-11-20T23:00:00Z'],
    ['2026-11-01..2026-11-02', '2026-10-31T23:00:00Z', '2026-11-02T23:00:00Z'],
    ['2026-10-25..2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
    ['2026-11-01 10:00..2026-11-01 12:30', '2026-11-01T09:00:00Z', '2026-11-01T11:30:00Z'],
    ['2026-11-01T10:00:00Z..2026-11-01T12:00:00+02:00', null, null],
    [
      '2026-11-01T10:00:00Z..2026-11-01T14:00:00+02:00',
      '2026-11-01T10:00:00Z',
      '2026-11-01T12:00:00Z',
    ],
    ['now-7d/d..now/d', '2026-11-13T23:00:00Z', '2026-11-21T23:00:00Z'],
    ['now-1M/M..now-1M/M', '2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z'],
    ['now-6h..now', '2026-11-21T04:42:07Z', '2026-11-21T10:42:07Z'],
    ['yesterday..now', '2026-11-19T23:00:00Z', '2026-11-21T10:42:07Z'],
    ['now..now', null, null],
    ['2026-11-02..2026-11-01', null, null],
    ['2026-13-01..2026-14-01', null, null],
    ['2026-11-01T25:00..now', null, null],
    ['now-..now', null, null],
    ['7 days', null, null],
    ['a..b..c', null, null],
    ['', null, null],
  ])('reads %s', (range, from, to) => {
    expect(resolveRange(range, now, berlin)).toEqual(from && to ? span(from, to) : null);
  });
});

describe('readMoment', () => {
  it('takes the whole of what it names as a later end', () => {
    expect(readMoment('2026-11-01', 'from', now, berlin)).toEqual(new Date('2026-10-31T23:00:00Z'));
    expect(readMoment('2026-11-01', 'to', now, berlin)).toEqual(new Date('2026-11-01T23:00:00Z'));
    expect(readMoment('now/h', 'to', now, berlin)).toEqual(new Date('2026-11-21T11:00:00Z'));
  });
  it.each(['noon', '2026-1-1x', 'now-7', 'now-7x', 'now/x', '21.11.2026'])(
    'does not know %s',
    (text) => {
      expect(readMoment(text, 'from', now, berlin)).toBeNull();
    },
  );
});

describe('writeRange', () => {
  it('is read back as the same moments', () => {
    const given = span('2026-11-01T10:00:00Z', '2026-11-02T11:30:15Z');
    expect(writeRange(given)).toBe('2026-11-01T10:00:00Z..2026-11-02T11:30:15Z');
    expect(resolveRange(writeRange(given), now, berlin)).toEqual(given);
  });
});

describe('stepRange', () => {
  const given = span('2026-11-20T10:00:00Z', '2026-11-20T16:00:00Z');
  it('goes one period back and on', () => {
    expect(stepRange(given, -1, now)).toEqual(span('2026-11-20T04:00:00Z', '2026-11-20T10:00:00Z'));
    expect(stepRange(given, 1, now)).toEqual(span('2026-11-20T16:00:00Z', '2026-11-20T22:00:00Z'));
  });
  it('ends at the present', () => {
    const last = span('2026-11-21T04:00:00Z', '2026-11-21T10:00:00Z');
    expect(stepRange(last, 1, now)).toEqual(span('2026-11-21T04:42:07Z', '2026-11-21T10:42:07Z'));
  });
});

describe('widenRange', () => {
  it('doubles around the middle, up to the present', () => {
    const given = span('2026-11-20T10:00:00Z', '2026-11-20T14:00:00Z');
    expect(widenRange(given, now)).toEqual(span('2026-11-20T08:00:00Z', '2026-11-20T16:00:00Z'));
    const last = span('2026-11-21T06:42:07Z', '2026-11-21T10:42:07Z');
    expect(widenRange(last, now)).toEqual(span('2026-11-21T02:42:07Z', '2026-11-21T10:42:07Z'));
  });
});

describe('titleOfRange', () => {
  it.each([
    ['7d', 'Last 7 days'],
    ['mtd', 'Month to date'],
    ['now-180d..now', 'Last 180 days'],
    ['now-1M..now', 'Last month'],
    // It begins in the middle of nothing that a name would tell.
    ['now-7d/d..now', null],
    ['now-7d..now-1d', null],
    ['2026-11-01..2026-11-02', null],
  ])('of %s is %s', (range, title) => {
    expect(titleOfRange(range)).toBe(title);
  });
});

describe('findBroader', () => {
  const january = new Date('2027-01-15T10:00:00Z');
  it.each([
    ['24h', now, '90d'],
    ['mtd', now, '90d'],
    ['90d', now, '12m'],
    ['ytd', now, '12m'],
    // The year is two weeks old.
    ['ytd', january, '90d'],
    ['2026-11-01..2026-11-02', now, '90d'],
    ['2026-03-01..2026-11-02', now, '12m'],
    ['12m', now, undefined],
    ['2020-03-01..2020-11-02', now, undefined],
  ] as const)('than %s is, at %s, %s', (range, at, broader) => {
    expect(findBroader(range, ['90d', '12m'], at, berlin)).toBe(broader);
  });
});
