import { describe, expect, it } from 'vitest';
import { resolveRange } from '../../lib/time/time-range.ts';
import { againstText, periodText, rowRanges, sinceText } from './period.ts';

const berlin = 'Europe/Berlin';
const now = new Date('2026-11-21T13:32:07.123Z');
const period = { from: '2026-11-14T23:00:00Z', to: now.toISOString() };

describe('againstText', () => {
  it.each([
    ['1d', 'Against yesterday until 14:32'],
    ['7d', 'Against the 7 days before, until 14:32'],
    ['30d', 'Against the 30 days before, until 14:32'],
  ] as const)('says what %s is compared with, and how far', (range, text) => {
    expect(againstText(range, '2026-11-20T13:32:07.123Z', berlin)).toBe(text);
  });
});

describe('sinceText', () => {
  it('names the first day', () => {
    expect(sinceText('2019-11-18')).toBe('No comparison: known since 18 Nov 2019');
  });
});

describe('periodText', () => {
  it('names the days of the reporting time zone', () => {
    expect(periodText('1d', period, berlin)).toBe('Today, 21 Nov');
    expect(periodText('7d', period, berlin)).toBe('15 Nov to 21 Nov');
  });

  it('gives the year of a day of another year', () => {
    const turn = { from: '2026-12-27T23:00:00Z', to: '2027-01-03T10:00:00Z' };
    expect(periodText('7d', turn, berlin)).toBe('28 Dec 2026 to 3 Jan');
  });
});

describe('rowRanges', () => {
  it.each([
    ['1d', '2026-11-20T23:00:00.000Z'],
    ['7d', '2026-11-14T23:00:00.000Z'],
    // Before the clocks went back.
    ['30d', '2026-10-22T22:00:00.000Z'],
  ] as const)('the range %s begins at the midnight of its first day', (range, from) => {
    expect(resolveRange(rowRanges[range], now, berlin)).toEqual({ from: new Date(from), to: now });
  });
});
