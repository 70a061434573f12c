import { describe, expect, it } from 'vitest';
import { periodBefore } from './period-before.ts';

const timeZone = 'Europe/Berlin';
const now = new Date('2026-11-21T09:07:13Z');

describe('periodBefore', () => {
  it.each([
    ['7d', 'previous', 'the week before'],
    ['now-2h..now', 'previous', 'the period before'],
    ['2026-11-20T08:00:00Z..2026-11-20T09:00:00Z', 'previous', 'the period before'],
    ['now/d..now', 'days_before', 'yesterday'],
    ['today', 'days_before', 'yesterday'],
    ['yesterday', 'days_before', 'the day before'],
    ['now-6d/d..now', 'days_before', 'the 7 days before'],
    ['now-29d/d..now', 'days_before', 'the 30 days before'],
    ['2026-10-24..2026-10-26', 'days_before', 'the 3 days before'],
    ['mtd', 'days_before', 'the 21 days before'],
  ])('of %s is told by %s: %s', (range, compare, words) => {
    expect(periodBefore({ range, timeZone }, now)).toEqual({ compare, words });
  });
});
