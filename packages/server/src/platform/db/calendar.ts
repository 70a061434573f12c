import { sql } from 'kysely';
import type { Period } from '../time/day-periods.ts';
import { dayMs } from '../time/time-range.ts';
import type { Database, Transaction } from './database.ts';

/** A calendar day of a time zone and the moment at which it begins there. */
export interface ZoneDay {
  /** `2026-11-21` */
  readonly day: string;
  readonly startsAt: Date;
}

/**
 * The days that a range touches, in order, and the one after: two neighbours enclose a day, also
 * where clocks change. Where they go back at midnight (the Azores, Havana) that hour comes twice,
 * and the day begins with the first of the two.
 */
export const findDays = async (
  db: Database | Transaction,
  range: { readonly from: Date; readonly to: Date },
  timeZone: string,
): Promise<ZoneDay[]> => {
  const { rows } = await sql<ZoneDay>`
    select day, case
      when ((at - interval '1 hour') at time zone ${timeZone})::date = day
      then at - interval '1 hour' else at
    end as "startsAt"
    from generate_series(
      (${range.from}::timestamptz at time zone ${timeZone})::date::timestamp,
      (${range.to}::timestamptz at time zone ${timeZone})::date + 1,
      interval '1 day'
    ) as midnight
    cross join lateral (select midnight::date as day, midnight at time zone ${timeZone} as at) as d
    order by day
  `.execute(db);
  return rows;
};

/** The days of a period, and at least the one after. */
export const findDaysOf = async (
  db: Database | Transaction,
  { first, last }: Period,
  timeZone: string,
): Promise<ZoneDay[]> => {
  const from = new Date(Date.parse(first) - dayMs);
  // At this moment of UTC it is the last day or the one after, wherever one is.
  const to = new Date(Date.parse(last) + dayMs);
  return (await findDays(db, { from, to }, timeZone)).filter(({ day }) => day >= first);
};

/** The moment at which the clocks of a time zone showed the same time, so many days before. */
export const findSameTime = async (
  db: Database | Transaction,
  at: Date,
  daysBefore: number,
  timeZone: string,
): Promise<Date> => {
  const { rows } = await sql<{ moment: Date }>`
    select (${at}::timestamptz at time zone ${timeZone} - make_interval(days => ${daysBefore}::int))
      at time zone ${timeZone} as moment
  `.execute(db);
  return rows[0]?.moment ?? at;
};

/** The one zone that decides what a day is, as the first start stored it. */
export const readReportingTimeZone = async (db: Database): Promise<string> => {
  const { rows } = await sql<{ zone: string }>`
    select value #>> '{}' as zone from settings where key = 'time_zone'`.execute(db);
  const [stored] = rows;
  if (!stored) throw new Error('This database has not been prepared yet: start the console once.');
  return stored.zone;
};
