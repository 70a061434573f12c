import { describe, expect, it } from 'vitest';
import { daysLater } from '../../platform/time/day-periods.ts';
import { stepsOf, toBars } from './bars.ts';

const period = { first: '2026-10-28', last: '2026-11-10' };

describe('stepsOf', () => {
  it('cuts weeks on Mondays, and the first and the last at the range', () => {
    expect(stepsOf(period, 'week')).toEqual([
      { first: '2026-10-28', last: '2026-11-01' },
      { first: '2026-11-02', last: '2026-11-08' },
      { first: '2026-11-09', last: '2026-11-10' },
    ]);
  });

  it('cuts months where they begin', () => {
    expect(stepsOf(period, 'month')).toEqual([
      { first: '2026-10-28', last: '2026-10-31' },
      { first: '2026-11-01', last: '2026-11-10' },
    ]);
  });

  it('has every day', () => {
    expect(stepsOf(period, 'day')).toHaveLength(14);
  });
});

describe('toBars', () => {
  const days = Array.from({ length: 15 }, (_, index) => {
    const day = daysLater(period.first, index);
    return { day, startsAt: new Date(`${day}T00:00:00Z`) };
  });
  const previous = { first: '2026-10-14', last: '2026-10-27', leftOut: 0.25 };
  const values = [
    { day: '2026-10-14', place: 1, value: '1' },
    { day: '2026-10-26', place: 2, value: '2' },
    { day: '2026-10-27', place: 1, value: '4' },
    { day: '2026-10-28', place: 1, value: '0.10000000' },
    { day: '2026-11-01', place: 1, value: '0.20000000' },
    { day: '2026-11-01', place: 2, value: '8' },
    { day: '2026-11-10', place: 2, value: '16' },
  ];

  it('adds up each series, and beside it as many days of the period before', () => {
    const bars = toBars({ current: period, previous, step: 'week', series: 2, values, days });
    expect(bars.map((bar) => bar.values)).toEqual([
      [0.3, 8],
      [0, 0],
      [0, 16],
    ]);
    // Of the last day as much as of today is over.
    expect(bars.map((bar) => bar.previous)).toEqual([1, 0, 5.75]);
    expect(bars.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ['2026-10-28T00:00:00.000Z', '2026-11-02T00:00:00.000Z'],
      ['2026-11-02T00:00:00.000Z', '2026-11-09T00:00:00.000Z'],
      ['2026-11-09T00:00:00.000Z', '2026-11-11T00:00:00.000Z'],
    ]);
  });

  it('compares no day that the period before does not have', () => {
    const shorter = { ...previous, last: '2026-10-20' };
    const bars = toBars({
      current: period,
      previous: shorter,
      step: 'day',
      series: 2,
      values,
      days,
    });
    expect(bars.slice(0, 7).map((bar) => bar.previous)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(bars.slice(7).map((bar) => bar.previous)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
