import type { DashboardRange } from '@taffrail/contract';
import { findDays, findSameTime, type ZoneDay } from '../platform/db/calendar.ts';
import type { Database } from '../platform/db/database.ts';

/** Whole days but for the last, which ends at `to`. */
export interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from: Date;
  readonly to: Date;
}

export interface Periods {
  /** Up to now. */
  readonly current: Period;
  /** The days before, up to the time of day that it is now. */
  readonly previous: Period;
  /** Of both, oldest first. */
  readonly days: readonly ZoneDay[];
}

const daysOf: Record<DashboardRange, number> = { '1d': 1, '7d': 7, '30d': 30 };
const dayMs = 86_400_000;

/** The days of a range that ends now, and as many before, in the reporting time zone. */
export const findPeriods = async (
  db: Database,
  range: DashboardRange,
  now: Date,
  timeZone: string,
): Promise<Periods> => {
  const count = daysOf[range];
  // From a day earlier, since a day may have 25 hours.
  const from = new Date(now.getTime() - (2 * count + 1) * dayMs);
  const [known, previousTo] = await Promise.all([
    findDays(db, { from, to: now }, timeZone),
    findSameTime(db, now, count, timeZone),
  ]);
  // Without tomorrow.
  const days = known.slice(-1 - 2 * count, -1);
  const toPeriod = (begin: number, to: Date): Period => {
    const [first, last] = [days[begin], days[begin + count - 1]];
    if (!first || !last) throw new Error(`Days are missing before ${to.toISOString()}.`);
    return { firstDay: first.day, lastDay: last.day, from: first.startsAt, to };
  };
  return {
    current: toPeriod(count, now),
    previous: toPeriod(0, previousTo),
    days,
  };
};
