import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

export interface Present {
  readonly today: string;
  /** When the hour of the zone began, as usage_hourly names it. */
  readonly hour: Date;
}

/** The day and the hour that it is in a time zone. */
export const findPresent = async (
  trx: Transaction,
  now: Date,
  timeZone: string,
): Promise<Present> => {
  const { rows } = await sql<Present>`
    select (${now}::timestamptz at time zone ${timeZone})::date as today,
      date_trunc('hour', ${now}::timestamptz, ${timeZone}) as hour`.execute(trx);
  const [present] = rows;
  if (!present) throw new Error('There is no calendar.');
  return present;
};

export interface DayCut {
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When the clocks showed the same hour as now. */
  readonly sameHour: Date;
}

/** Where clocks go back at midnight, the day begins with the first of the two (platform/calendar). */
const startOf = (day: RawBuilder<unknown>, timeZone: string) => sql`case
  when ((${day})::timestamp at time zone ${timeZone} - interval '1 hour')
    at time zone ${timeZone} >= (${day})::timestamp
  then (${day})::timestamp at time zone ${timeZone} - interval '1 hour'
  else (${day})::timestamp at time zone ${timeZone}
end`;

/** Where do days begin and end, and when was it as late on each as it is now? */
export const findDayCuts = async (
  trx: Transaction,
  { today, hour }: Present,
  days: readonly string[],
  timeZone: string,
): Promise<DayCut[]> => {
  const { rows } = await sql<DayCut>`
    select day, ${startOf(sql`day`, timeZone)} as "startsAt",
      ${startOf(sql`day + 1`, timeZone)} as "endsAt",
      case day when ${today}::date then ${hour}::timestamptz else
        (${hour}::timestamptz at time zone ${timeZone} - (${today}::date - day) * interval '1 day')
          at time zone ${timeZone}
      end as "sameHour"
    from unnest(${days}::date[]) as day
    order by day`.execute(trx);
  return rows;
};
