import { readDays } from '@taffrail/contract';
import { raise } from '../http/api-error.ts';
import {
  daysBetween,
  daysLater,
  findPeriods,
  isPeriodRange,
  type Period,
  type PeriodPair,
} from './day-periods.ts';

/**
 * The days that are written as `2026-11-01..2026-11-21`, as far as they have come.
 *
 * @throws `invalid_request` where all of them are still to come
 */
export const findWrittenDays = (range: string, today: string): Period => {
  const written = readDays(range);
  if (!written || written.from > today)
    return raise('invalid_request', { details: { range: 'begins after today' } });
  return { first: written.from, last: written.to < today ? written.to : today };
};

/**
 * The days of a range, and those that they are compared with: of written days as many, right before.
 *
 * @throws `invalid_request` as `findWrittenDays`
 */
export const findAskedPeriods = (range: string, today: string): PeriodPair => {
  if (isPeriodRange(range)) return findPeriods(range, today);
  const current = findWrittenDays(range, today);
  const days = daysBetween(current.first, current.last) + 1;
  return {
    current,
    previous: { first: daysLater(current.first, -days), last: daysLater(current.first, -1) },
  };
};
