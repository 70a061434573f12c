import { sql } from 'kysely';
import type { ZoneDay } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';

/**
 * How many runs failed on each day of a range that begins with a day; they count when they began.
 * Whole days from stage_executions_daily; of the last day the hours that are over from
 * stage_executions_hourly, and the rows of the hour in which the range ends, by pipeline_runs_status.
 *
 * @param days those that the range touches and the one after
 */
export const countFailedRunsByDay = async (
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
  const { rows } = await sql<{ day: string; failed: number }>`
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
  return new Map(rows.map(({ day, failed }) => [day, failed]));
};
