import { describe, expect, it } from 'vitest';
import { dayRangeParam, problemOfDays, toAskedDays, type DayRanges } from './asked-days.ts';

const now = new Date('2026-11-21T10:30:00Z');
const ranges: DayRanges = { quick: ['7d', '30d'], usual: '7d', mostDays: 31 };
const asked = (range: string) => toAskedDays(range, ranges, now, 'Europe/Berlin');

describe('what the API is asked for', () => {
  it.each([
    ['30d', '30d'],
    // Days are all that it knows, and of the list only the page's own.
    ['24h', null],
    ['90d', null],
    ['2026-11-01..2026-11-15', '2026-11-01..2026-11-15'],
    ['now-2d/d..now', '2026-11-19..2026-11-21'],
    ['yesterday', '2026-11-20..2026-11-20'],
    ['2026-10-01..2026-10-31', '2026-10-01..2026-10-31'],
    ['2026-10-01..2026-11-01', null],
    ['2026-11-21..2026-11-01', null],
    ['..', null],
    ['<script>', null],
  ])('for %s is %s', (range, days) => {
    expect(asked(range)).toBe(days);
  });
});

describe('why days cannot be shown', () => {
  it.each([
    ['2026-10-01..2026-11-30', 'These are more than 31 days.'],
    ['2026-11-22..2026-11-23', 'These days are still to come.'],
    ['2026-11-21..2026-11-23', null],
    ['30d', null],
  ])('of %s: %s', (range, problem) => {
    expect(problemOfDays(range, ranges, now, 'Europe/Berlin')).toBe(problem);
  });
});

it('an address with what is no range of the page is dropped', () => {
  const Param = dayRangeParam(ranges);
  expect(Param.safeParse('2020-01-01..2020-01-31').success).toBe(true);
  expect(Param.safeParse('2020-01-01..2020-12-31').success).toBe(false);
  expect(Param.safeParse('12m').success).toBe(false);
});
