import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';

/** Which of these had requests on the days of a range? api_metrics_daily_endpoint, a row of each. */
export const findKnownEndpoints = async (
  trx: Transaction,
  endpoints: readonly string[],
  { from, to }: TimeRange,
  timeZone: string,
): Promise<string[]> => {
  const { rows } = await sql<{ endpoint: string }>`
    select asked.endpoint
    from unnest(${[...endpoints]}::text[]) with ordinality as asked (endpoint, place)
    where exists (
      select from api_metrics_daily d
      where d.endpoint = asked.endpoint
        and d.bucket >= (${from}::timestamptz at time zone ${timeZone})::date
        and d.bucket <= (${to}::timestamptz at time zone ${timeZone})::date
    )
    order by asked.place`.execute(trx);
  return rows.map(({ endpoint }) => endpoint);
};
