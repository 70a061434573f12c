import { sql } from 'kysely';
import type { ZoneDay } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';

export interface FailedDay {
  readonly day: string;
  readonly failed: number;
}

/**
 * How many runs failed on each of some days, on the last up to a moment of it? Whole days from
 * stage_executions_daily; of the last one the hours that are over from stage_executions_hourly, and
 * the rows of the hour in which the moment lies, by pipeline_runs_status.
 */
export const listFailedByDay = async (
  trx: Transaction,
  { first, last, to }: { readonly first: ZoneDay; readonly last: ZoneDay; readonly to: Date },
  timeZone: string,
): Promise<FailedDay[]> => {
  const { rows } = await sql<FailedDay>`
    with cut as materialized (select date_trunc('hour', ${to}::timestamptz, ${timeZone}) as hour)
    select bucket as day, sum(failed)::bigint as failed
    from stage_executions_daily
    where stage = '' and bucket >= ${first.day}::date and bucket < ${last.day}::date
    group by bucket
    union all
    select ${last.day}::date, coalesce((
        select sum(failed)::bigint from stage_executions_hourly
        where stage = '' and bucket >= ${last.startsAt} and bucket < (select hour from cut)
      ), 0) + (
        select count(*) from pipeline_runs
        where created_at >= (select hour from cut) and created_at < ${to} and status = 'failed'
      )`.execute(trx);
  return rows;
};
