import type { ZoneDay } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';
import { listFailedByDay } from './days.store.ts';

/**
 * How many AI jobs failed on each day of a range that begins with a day: whole days from their
 * rollup, the last up to where the range ends.
 *
 * @param days those that the range touches and the one after
 */
export const countFailedJobsByDay = async (
  trx: Transaction,
  { from, to }: TimeRange,
  { days, timeZone }: { readonly days: readonly ZoneDay[]; readonly timeZone: string },
): Promise<ReadonlyMap<string, number>> => {
  const touched = days.filter(({ startsAt }, index) => {
    const end = days[index + 1]?.startsAt;
    return end !== undefined && end > from && startsAt < to;
  });
  const [first, last] = [touched.at(0), touched.at(-1)];
  if (!first || !last) return new Map();
  const rows = await listFailedByDay(
    trx,
    { first: first.day, last: last.day },
    { startsAt: last.startsAt, to },
    timeZone,
  );
  return new Map(rows.map(({ day, failed }) => [day, failed]));
};
