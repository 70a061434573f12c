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

/** How many jobs failed on each of some days? The primary key of usage_totals_daily. */
export const listFailedByDay = async (
  trx: Transaction,
  { first, last }: Period,
): Promise<{ day: string; failed: number }[]> => {
  const { rows } = await sql<{ day: string; failed: number }>`
    select day, sum(failed)::bigint as failed
    from usage_totals_daily where day >= ${first}::date and day <= ${last}::date
    group by day`.execute(trx);
  return rows;
};

/**
 * How many failed from the start of a day up to a moment of it? The hours that are over of
 * usage_hourly, and of the last one the rows of ai_job_runs, by its primary key.
 */
export const countFailed = async (
  trx: Transaction,
  { from, to }: TimeRange,
  timeZone: string,
): Promise<number> => {
  const { rows } = await sql<{ failed: number }>`
    with cut as materialized (select date_trunc('hour', ${to}::timestamptz, ${timeZone}) as hour)
    select
      coalesce((
        select sum(failed)::bigint from usage_hourly
        where bucket >= ${from} and bucket < (select hour from cut)
      ), 0) + (
        select count(*) from ai_job_runs
        where created_at >= (select hour from cut) and created_at < ${to} and status = 'failed'
      ) as failed`.execute(trx);
  return rows[0]?.failed ?? 0;
};
