import type { Budget } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { chooseBudget, endOfStep, expectBars, shareOf } from './look-ahead.ts';

const from = (day: number): { day: string; costUsd: string }[] =>
  Array.from({ length: 30 - day + 1 }, (_, index) => ({
    day: `2026-11-${day + index}`,
    costUsd: index === 0 ? '0.5' : '1',
  }));

describe('endOfStep', () => {
  it.each([
    ['2026-11-21', 'day', '2026-11-21'],
    ['2026-11-21', 'week', '2026-11-22'],
    ['2026-11-22', 'week', '2026-11-22'],
    ['2026-11-23', 'week', '2026-11-29'],
    ['2028-02-03', 'month', '2028-02-29'],
  ] as const)('of %s by the %s is %s', (day, step, end) => {
    expect(endOfStep(day, step)).toBe(end);
  });
});

describe('expectBars', () => {
  it('fills up the bar under way', () => {
    expect(expectBars(from(21), 'day', false)).toEqual({ rest: 0.5, bars: [] });
    expect(expectBars(from(21), 'week', false).rest).toBe(1.5);
    expect(expectBars(from(21), 'month', true)).toEqual({ rest: 9.5, bars: [] });
  });

  it('adds the rest of the month', () => {
    expect(expectBars(from(28), 'day', true)).toEqual({
      rest: 0.5,
      bars: [
        { from: '2026-11-29', to: '2026-11-29', expected: 1 },
        { from: '2026-11-30', to: '2026-11-30', expected: 1 },
      ],
    });
    expect(expectBars(from(21), 'week', true).bars).toEqual([
      { from: '2026-11-23', to: '2026-11-29', expected: 7 },
      { from: '2026-11-30', to: '2026-11-30', expected: 1 },
    ]);
  });

  it('says nothing of a week that the month ends in', () => {
    expect(expectBars(from(30), 'week', true)).toEqual({ rest: 0, bars: [] });
  });

  it('says nothing without a forecast', () => {
    expect(expectBars([], 'day', true)).toEqual({ rest: 0, bars: [] });
  });
});

describe('the budget', () => {
  const budget = (period: Budget['period'], hardUsd: string | null): Budget => ({
    id: '0192f000-0000-7000-8000-00000000c01a',
    scope: 'whole',
    organization: null,
    route: null,
    period,
    softUsd: '30',
    hardUsd,
    onUnknown: 'open',
    from: '2026-11-01',
    to: '2026-11-30',
    spentUsd: '0',
    unpricedJobs: 0,
    state: 'within',
    paceUsd: null,
    createdAt: '2026-11-01T00:00:00.000Z',
  });

  it('is the one of the period that is drawn, if there is one', () => {
    const both = [budget('month', '300'), budget('day', null)];
    expect(chooseBudget(both, 'day')).toEqual({ period: 'day', limitUsd: 30 });
    expect(chooseBudget(both, 'week')).toEqual({ period: 'month', limitUsd: 300 });
    expect(chooseBudget(both.slice(0, 1), 'day')).toEqual({ period: 'month', limitUsd: 300 });
    expect(chooseBudget([], 'day')).toBeUndefined();
  });

  it('is shared out by days', () => {
    const month = { period: 'month', limitUsd: 300 } as const;
    expect(shareOf(month, '2026-11-05', '2026-11-05')).toBe(10);
    expect(shareOf(month, '2026-11-01', '2026-11-30')).toBeCloseTo(300);
    expect(shareOf({ period: 'day', limitUsd: 30 }, '2026-11-01', '2026-11-07')).toBe(210);
  });
});
