import { expect, it } from 'vitest';
import { findTrendPeriods } from './periods.ts';

const today = '2026-11-21';

it('compares the days that are over with the same weekdays before', () => {
  expect(findTrendPeriods('30d', 'dow', today)).toEqual({
    current: { first: '2026-10-23', last: today },
    compared: {
      whole: { first: '2026-10-23', last: '2026-11-20' },
      before: { first: '2026-09-18', last: '2026-10-16' },
    },
  });
});

it.each([
  ['7d', 'dow', '2026-11-08', '2026-11-13'],
  ['7d', 'prev', '2026-11-09', '2026-11-14'],
  ['7d', 'yoy', '2025-11-16', '2025-11-21'],
  ['90d', 'prev', '2026-05-27', '2026-08-23'],
  ['12m', 'dow', '2024-11-23', '2025-11-21'],
] as const)('moves %s back by %s', (range, comparison, first, last) => {
  expect(findTrendPeriods(range, comparison, today).compared?.before).toEqual({ first, last });
});

it.each([
  // Over as a whole: each of its days is compared.
  ['2026-11-02..2026-11-08', '2026-11-08', '2026-11-08', '2026-10-26', '2026-11-01'],
  ['2026-11-17..2026-11-21', '2026-11-21', '2026-11-20', '2026-11-10', '2026-11-13'],
  ['2026-11-17..2026-12-31', '2026-11-21', '2026-11-20', '2026-11-10', '2026-11-13'],
] as const)('of %s shows and compares what there is', (range, last, whole, from, to) => {
  const first = range.slice(0, 10);
  expect(findTrendPeriods(range, 'dow', today)).toEqual({
    current: { first, last },
    compared: { whole: { first, last: whole }, before: { first: from, last: to } },
  });
});

it('compares nothing of today alone, which is not over', () => {
  expect(findTrendPeriods('2026-11-21..2026-11-21', 'dow', today).compared).toBeNull();
});

it('refuses days that are all still to come', () => {
  expect(() => findTrendPeriods('2026-11-22..2026-11-23', 'dow', today)).toThrow();
});

it('compares nothing where nothing is asked for', () => {
  expect(findTrendPeriods('7d', 'off', today).compared).toBeNull();
});
