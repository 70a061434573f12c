import { isQuickUsageRange, readUsageDays, type UsageRange } from '@taffrail/contract';
import { raise } from '../platform/http/api-error.ts';
import { daysLater, findPeriods, type PeriodPair } from '../platform/time/day-periods.ts';

/**
 * The days of a range, as far as they have come, and those that they are compared with: of written
 * days as many, right before.
 *
 * @throws `invalid_request` where all of them are still to come
 */
export const findUsagePeriods = (range: UsageRange, today: string): PeriodPair => {
  if (isQuickUsageRange(range)) return findPeriods(range, today);
  const written = readUsageDays(range);
  if (!written || written.from > today)
    return raise('invalid_request', { details: { range: 'begins after today' } });
  const { from: first, to } = written;
  const last = to < today ? to : today;
  const days = readUsageDays(`${first}..${last}`)?.days ?? 1;
  return {
    current: { first, last },
    previous: { first: daysLater(first, -days), last: daysLater(first, -1) },
  };
};
