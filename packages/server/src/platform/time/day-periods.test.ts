import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysBetween,
  daysLater,
  findMonths,
  findPeriods,
  splitByDays,
  splitByWeeks,
  type Period,
  type PeriodRange,
} from './day-periods.ts';

describe('findPeriods', () => {
  it.each<[PeriodRange, string, string, string, string]>([
    ['mtd', '2026-11-21', '2026-11-01', '2026-10-01', '2026-10-21'],
    ['mtd', '2026-03-31', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['mtd', '2026-01-01', '2026-01-01', '2025-12-01', '2025-12-01'],
    ['qtd', '2026-11-21', '2026-10-01', '2026-07-01', '2026-08-21'],
    ['qtd', '2026-05-31', '2026-04-01', '2026-01-01', '2026-02-28'],
    ['ytd', '2026-11-21', '2026-01-01', '2025-01-01', '2025-11-21'],
    ['ytd', '2024-02-29', '2024-01-01', '2023-01-01', '2023-02-28'],
    ['7d', '2026-03-03', '2026-02-25', '2026-02-18', '2026-02-24'],
    ['30d', '2026-03-10', '2026-02-09', '2026-01-10', '2026-02-08'],
    ['90d', '2026-11-21', '2026-08-24', '2026-05-26', '2026-08-23'],
    ['12m', '2026-11-21', '2025-11-22', '2024-11-22', '2025-11-21'],
    ['12m', '2024-02-29', '2023-03-01', '2022-03-01', '2023-02-28'],
  ])('%s on %s', (range, today, first, previousFirst, previousLast) => {
    expect(findPeriods(range, today)).toEqual({
      current: { first, last: today },
      previous: { first: previousFirst, last: previousLast },
    });
  });
});

describe('findMonths', () => {
  it('ends with the month under way', () => {
    expect(findMonths('2026-03-10', 3)).toEqual([
      { first: '2026-01-01', last: '2026-01-31' },
      { first: '2026-02-01', last: '2026-02-28' },
      { first: '2026-03-01', last: '2026-03-10' },
    ]);
  });
});

describe('splitByDays', () => {
  it.each([
    [
      '2026-11-21',
      [
        ['2026-11-01', '2026-11-07'],
        ['2026-11-08', '2026-11-14'],
        ['2026-11-15', '2026-11-21'],
      ],
    ],
    [
      '2026-11-08',
      [
        ['2026-11-01', '2026-11-07'],
        ['2026-11-08', '2026-11-08'],
      ],
    ],
    ['2026-11-01', [['2026-11-01', '2026-11-01']]],
    ['2026-10-31', []],
  ])('leaves no day up to %s out', (last, parts) => {
    expect(splitByDays({ first: '2026-11-01', last }, 7)).toEqual(
      parts.map(([first, end]) => ({ first, last: end })),
    );
  });
});

describe('splitByWeeks', () => {
  it('leaves the week of the last day to the days', () => {
    expect(splitByWeeks({ first: '2026-10-31', last: '2026-11-22' })).toEqual({
      weeks: [{ first: '2026-11-02', last: '2026-11-09' }],
      days: [
        { first: '2026-10-31', last: '2026-11-01' },
        { first: '2026-11-16', last: '2026-11-22' },
      ],
    });
  });

  it('gives each day once', () => {
    const daysOf = ({ first, last }: Period, step = 1): string[] =>
      Array.from({ length: Math.floor(daysBetween(first, last) / step) + 1 }, (_, index) =>
        daysLater(first, index * step),
      );
    fc.assert(
      fc.property(fc.nat(800), fc.integer({ min: -1, max: 400 }), (start, length) => {
        const first = daysLater('2024-01-01', start);
        const period = { first, last: daysLater(first, length) };
        const { weeks, days } = splitByWeeks(period);
        const mondays = weeks.flatMap((part) => daysOf(part, 7));
        const inWeeks = mondays.flatMap((monday) =>
          daysOf({ first: monday, last: daysLater(monday, 6) }),
        );
        for (const monday of mondays) expect(new Date(monday).getUTCDay()).toBe(1);
        expect([...inWeeks, ...days.flatMap((part) => daysOf(part))].toSorted()).toEqual(
          daysOf(period),
        );
      }),
    );
  });
});
