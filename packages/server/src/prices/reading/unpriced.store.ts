import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface UnpricedModelRow {
  readonly provider: string;
  readonly model: string;
  readonly jobs: number;
  readonly tokens: number;
  readonly last_day: string;
}

/**
 * Which models have jobs without a cost, of so many days? usage_totals_daily: some tens of rows a
 * day, by its key.
 */
export const listUnpricedRows = async (
  db: Database,
  { now, days, timeZone }: { now: Date; days: number; timeZone: string },
  limit: number,
): Promise<UnpricedModelRow[]> => {
  const { rows } = await sql<UnpricedModelRow>`
    select provider, model, sum(unpriced_jobs)::bigint as jobs,
      sum(unpriced_tokens)::bigint as tokens, max(day) as last_day
    from usage_totals_daily
    where day > (${now}::timestamptz at time zone ${timeZone})::date - ${days}::int and unpriced_jobs > 0
    group by provider, model
    order by tokens desc, jobs desc, provider, model
    limit ${limit}`.execute(db);
  return rows;
};
