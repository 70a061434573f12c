import { describe, expect, it } from 'vitest';
import { moveDays, resolveDays, writeDays } from './day-range.ts';
import { stepRange, widenRange } from './time-range.ts';

const now = new Date('2026-11-21T10:30:00Z');

describe('the days of a range', () => {
  it.each([
    ['7d', '2026-11-15..2026-11-21'],
    ['12m', '2025-11-22..2026-11-21'],
    ['mtd', '2026-11-01..2026-11-21'],
    ['yesterday', '2026-11-20..2026-11-20'],
    ['2026-11-01..2026-11-15', '2026-11-01..2026-11-15'],
    ['2026-11-01 10:00..2026-11-03 00:00', '2026-11-01..2026-11-02'],
    ['now-2d/d..now', '2026-11-19..2026-11-21'],
    // The clocks of Berlin went back on 25 October.
    ['2026-10-24..2026-10-26', '2026-10-24..2026-10-26'],
  ])('of %s are %s', (range, days) => {
    const span = resolveDays(range, now, 'Europe/Berlin');
    expect(span && writeDays(span)).toBe(days);
  });

  it('are those of the zone', () => {
    const late = new Date('2026-11-21T23:30:00Z');
    const span = resolveDays('7d', late, 'Europe/Berlin');
    expect(span && writeDays(span)).toBe('2026-11-16..2026-11-22');
  });
});

describe('moving on by days', () => {
  it.each([
    ['7d', -1, '2026-11-08..2026-11-14'],
    ['2026-11-08..2026-11-14', 1, '2026-11-15..2026-11-21'],
    // Not beyond today.
    ['7d', 1, '2026-11-15..2026-11-21'],
    ['2026-10-20..2026-10-29', -1, '2026-10-10..2026-10-19'],
  ] as const)('from %s by %i leads to %s', (range, by, days) => {
    const step = moveDays(range, (span, to) => stepRange(span, by, to), now, 'Europe/Berlin');
    expect(step).toBe(days);
  });

  it('zooms out around the middle', () => {
    expect(moveDays('2026-11-08..2026-11-11', widenRange, now, 'UTC')).toBe(
      '2026-11-06..2026-11-13',
    );
  });
});
