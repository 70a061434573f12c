import type { DashboardRange } from '@taffrail/contract';
import { findDays, findSameTime, type ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';

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
  /** What is drawn: the current period, but never less than a week. */
  readonly drawn: Period;
  /** Of all three, oldest first. */
  readonly days: readonly ZoneDay[];
  readonly tomorrow: ZoneDay;
}

const daysOf: Record<DashboardRange, number> = { '1d': 1, '7d': 7, '30d': 30 };
const leastDrawn = 7;
const dayMs = 86_400_000;

/** The days of a range that ends now, and as many before, in the reporting time zone. */
export const findPeriods = async (
  trx: Transaction,
  range: DashboardRange,
  now: Date,
  timeZone: string,
): Promise<Periods> => {
  const count = daysOf[range];
  const drawn = Math.max(count, leastDrawn);
  const wanted = Math.max(2 * count, drawn);
  // From a day earlier, since a day may have 25 hours.
  const from = new Date(now.getTime() - (wanted + 1) * dayMs);
  const known = await findDays(trx, { from, to: now }, timeZone);
  const previousTo = await findSameTime(trx, now, count, timeZone);
  const days = known.slice(-1 - wanted, -1);
  const tomorrow = known.at(-1);
  if (!tomorrow) throw new Error(`There are no days before ${now.toISOString()}.`);
  /** From so many days ago to so many: 0 is today. */
  const toPeriod = (begin: number, end: number, to: Date): Period => {
    const [first, last] = [days.at(-1 - begin), days.at(-1 - end)];
    if (!first || !last) throw new Error(`Days are missing before ${to.toISOString()}.`);
    return { firstDay: first.day, lastDay: last.day, from: first.startsAt, to };
  };
  return {
    current: toPeriod(count - 1, 0, now),
    previous: toPeriod(2 * count - 1, count, previousTo),
    drawn: toPeriod(drawn - 1, 0, now),
    days,
    tomorrow,
  };
};

/** Every day that is drawn, oldest first. */
export const daysDrawn = ({ drawn, days }: Periods): string[] =>
  days.filter(({ day }) => day >= drawn.firstDay).map(({ day }) => day);

/** A period of which only the end is known cannot be compared. */
export const isKnownWhole = ({ firstDay }: Period, since: string | undefined): boolean =>
  since !== undefined && since <= firstDay;
