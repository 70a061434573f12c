import { sql } from 'kysely';
import type { TimeRange } from '../time/time-range.ts';
import type { ZoneDay } from './calendar.ts';
import type { Transaction } from './database.ts';

/**
 * The period that is like a range: so many whole days earlier that the two do not overlap, from and
 * up to the same times of day. Today until now gives yesterday until the same time.
 *
 * @param days those of the time zone from before both periods
 */
export const findDaysBefore = async (
  trx: Transaction,
  { from, to }: TimeRange,
  days: readonly ZoneDay[],
  timeZone: string,
): Promise<TimeRange> => {
  const { rows } = await sql<TimeRange & { count: number }>`
    select count, (local_from - make_interval(days => count)) at time zone ${timeZone} as from,
      (local_to - make_interval(days => count)) at time zone ${timeZone} as to
    from (
      select *, ceil(extract(epoch from local_to - local_from) / 86400)::int as count
      from (
        select ${from}::timestamptz at time zone ${timeZone} as local_from,
          ${to}::timestamptz at time zone ${timeZone} as local_to
      ) as local
    ) as counted`.execute(trx);
  const [before] = rows;
  if (!before) throw new Error('There is no calendar.');
  // Where clocks go back at midnight that comes twice: the calendar knows which of them begins the day.
  const midnightBefore = (at: Date): Date | undefined => {
    const day = days.findIndex(({ startsAt }) => startsAt.getTime() === at.getTime());
    return day < 0 ? undefined : days[day - before.count]?.startsAt;
  };
  return { from: midnightBefore(from) ?? before.from, to: midnightBefore(to) ?? before.to };
};
