import { describe, expect, it } from 'vitest';
import { forecastMonth, type PastDay } from './forecast-month.ts';

const dayMs = 86_400_000;
const daysBefore = (today: string, costs: readonly number[]): PastDay[] =>
  costs.map((costUsd, index) => ({
    day: new Date(Date.parse(today) - (costs.length - index) * dayMs).toISOString().slice(0, 10),
    costUsd,
  }));

// A Saturday.
const today = '2026-11-21';
const toCome = ['2026-11-22', '2026-11-23', '2026-11-24'];

describe('forecastMonth', () => {
  it('says nothing before seven days are known', () => {
    const past = daysBefore(today, [1, 1, 1, 1, 1, 1]);
    expect(forecastMonth({ spentUsd: 6, past, today, elapsed: 0.5, toCome })).toBeUndefined();
  });

  it('adds what is left of today and the days to come at what days cost', () => {
    const past = daysBefore(today, [2, 2, 2, 2, 2, 2, 2]);
    expect(forecastMonth({ spentUsd: 41, past, today, elapsed: 0.5, toCome })).toEqual({
      expectedUsd: 41 + 1 + 6,
      lowUsd: 48,
      highUsd: 48,
      days: [
        { day: '2026-11-21', costUsd: 1 },
        { day: '2026-11-22', costUsd: 2 },
        { day: '2026-11-23', costUsd: 2 },
        { day: '2026-11-24', costUsd: 2 },
      ],
    });
  });

  it('learns weekdays from two weeks on', () => {
    // Saturday to Friday, twice: weekends cost nothing.
    const past = daysBefore(today, [0, 0, 10, 10, 10, 10, 10, 0, 0, 20, 20, 20, 20, 20]);
    const forecast = forecastMonth({ spentUsd: 150, past, today, elapsed: 0.25, toCome });
    // Nothing today and on Sunday, 15 on Monday and on Tuesday.
    expect(forecast?.expectedUsd).toBeCloseTo(180);
    // Ten days were off by 5; seven weekdays were learnt from fourteen days; 3.75 days are left.
    const deviation = Math.sqrt((250 / 7) * 3.75);
    expect(forecast?.highUsd).toBeCloseTo(180 + 1.2816 * deviation);
    expect(forecast?.lowUsd).toBeCloseTo(180 - 1.2816 * deviation);
  });

  it('never ends below what is spent', () => {
    const past = daysBefore(today, [0, 0, 0, 100, 0, 0, 0]);
    const forecast = forecastMonth({ spentUsd: 500, past, today, elapsed: 0, toCome: [] });
    expect(forecast?.lowUsd).toBe(500);
  });

  it('is what was spent when the month is over', () => {
    const past = daysBefore('2026-11-30', [3, 4, 5, 6, 7, 8, 9]);
    expect(
      forecastMonth({ spentUsd: 42, past, today: '2026-11-30', elapsed: 1, toCome: [] }),
    ).toEqual({
      expectedUsd: 42,
      lowUsd: 42,
      highUsd: 42,
      days: [{ day: '2026-11-30', costUsd: 0 }],
    });
  });
});
