import { sql } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';

/**
 * The first day of which requests are known, folded or not: the first of the primary key of
 * api_metrics_daily, and of the index of what is not folded by minute.
 */
export const findFirstRequestDay = async (
  trx: Transaction,
  timeZone: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ day: string | null }>`
    select least(
      (select min(bucket) from api_metrics_daily),
      (select (min(minute) at time zone ${timeZone})::date from api_metrics_partials)
    ) as day`.execute(trx);
  return rows[0]?.day ?? undefined;
};
