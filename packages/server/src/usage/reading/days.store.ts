import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';

export interface DayCost {
  readonly day: string;
  readonly costUsd: string;
  readonly jobs: number;
  readonly unpricedJobs: number;
}

/** What did each of some days cost? The primary key of usage_totals_daily. */
export const listDayCosts = async (
  trx: Transaction,
  { first, last }: Period,
): Promise<DayCost[]> => {
  const { rows } = await sql<DayCost>`
    select day, sum(cost_usd) as "costUsd", sum(jobs)::bigint as jobs,
      sum(unpriced_jobs)::bigint as "unpricedJobs"
    from usage_totals_daily where day >= ${first}::date and day <= ${last}::date
    group by day order by day`.execute(trx);
  return rows;
};

/** What did some hours cost? The key of usage_hourly. */
export const sumHourCosts = async (
  trx: Transaction,
  stretches: readonly TimeRange[],
): Promise<number[]> => {
  const { rows } = await sql<{ costUsd: number }>`
    select coalesce(sum(cost_usd), 0)::double precision as "costUsd"
    from unnest(
      ${stretches.map(({ from }) => from)}::timestamptz[],
      ${stretches.map(({ to }) => to)}::timestamptz[]
    ) with ordinality as stretch (from_at, to_at, place)
    left join usage_hourly on bucket >= from_at and bucket < to_at
    group by place order by place`.execute(trx);
  return rows.map(({ costUsd }) => costUsd);
};

export interface FailedDay {
  readonly day: string;
  readonly failed: number;
}

/**
 * How many jobs failed on each of some days, on the last up to a moment of it? The primary key of
 * usage_totals_daily; of the last day its hours that are over, of usage_hourly, and the rows of the
 * hour in which the moment lies, by the primary key of ai_job_runs.
 */
export const listFailedByDay = async (
  trx: Transaction,
  { first, last }: Period,
  { startsAt, to }: { readonly startsAt: Date; readonly to: Date },
  timeZone: string,
): Promise<FailedDay[]> => {
  const { rows } = await sql<FailedDay>`
    with cut as materialized (select date_trunc('hour', ${to}::timestamptz, ${timeZone}) as hour)
    select day, sum(failed)::bigint as failed
    from usage_totals_daily where day >= ${first}::date and day < ${last}::date
    group by day
    union all
    select ${last}::date, coalesce((
        select sum(failed)::bigint from usage_hourly
        where bucket >= ${startsAt} and bucket < (select hour from cut)
      ), 0) + (
        select count(*) from ai_job_runs
        where created_at >= (select hour from cut) and created_at < ${to} and status = 'failed'
      )`.execute(trx);
  return rows;
};
