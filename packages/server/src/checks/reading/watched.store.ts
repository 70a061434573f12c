import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { CellRow } from './to-check.ts';

export interface LatestRow {
  readonly check_id: string;
  /** Newest first. */
  readonly strip: readonly (CellRow & {
    readonly value: number | null;
    readonly warningAt: number | null;
    readonly criticalAt: number | null;
    readonly durationMs: number;
  })[];
}

/** The latest runs of each check, by check_runs_check: as many rows as are shown. */
export const listStrips = async (
  tx: Transaction,
  checkIds: readonly string[],
  { since, runs }: { since: Date; runs: number },
): Promise<LatestRow[]> => {
  const { rows } = await sql<LatestRow>`
    select c.id as check_id, latest.strip
    from unnest(${[...checkIds]}::uuid[]) as c (id)
    cross join lateral (
      select coalesce(json_agg(json_build_object(
        'id', r.id, 'at', r.created_at, 'result', r.result, 'message', r.message,
        'value', r.value, 'warningAt', r.warning_at, 'criticalAt', r.critical_at,
        'durationMs', r.duration_ms
      ) order by r.created_at desc, r.id desc), '[]') as strip
      from (
        select * from check_runs
        where check_id = c.id and created_at >= ${since} and cause <> 'pipeline'
        order by created_at desc nulls last
        limit ${runs}
      ) as r
    ) as latest`.execute(tx);
  return rows;
};

export interface TallyRow {
  readonly check_id: string;
  /** Runs that gave a result, those that were not critical, and those that were ok. */
  readonly known_24h: number;
  readonly up_24h: number;
  readonly known_7d: number;
  readonly up_7d: number;
  readonly ok_7d: number;
  readonly known_30d: number;
  readonly up_30d: number;
  readonly known_90d: number;
  readonly up_90d: number;
}

/**
 * How many runs of each check were up? The hours of a day, by check_runs_hourly_check, and the days
 * of ninety, by check_runs_daily_check: today counts as a day.
 */
export const listTallies = async (
  tx: Transaction,
  checkIds: readonly string[],
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<TallyRow[]> => {
  const ids = sql`${[...checkIds]}::uuid[]`;
  const { rows } = await sql<TallyRow>`
    with today as (
      select (${now}::timestamptz at time zone ${timeZone})::date as day
    ), hours as (
      select check_id, sum(ok + warning + critical) as known, sum(ok + warning) as up
      from check_runs_hourly
      where check_id = any (${ids})
        and bucket > date_trunc('hour', ${now}::timestamptz, ${timeZone}) - interval '24 hours'
        and bucket <= ${now}
      group by check_id
    ), days as (
      select d.check_id,
        sum(ok + warning + critical) filter (where bucket > today.day - 7) as known_7d,
        sum(ok + warning) filter (where bucket > today.day - 7) as up_7d,
        sum(ok) filter (where bucket > today.day - 7) as ok_7d,
        sum(ok + warning + critical) filter (where bucket > today.day - 30) as known_30d,
        sum(ok + warning) filter (where bucket > today.day - 30) as up_30d,
        sum(ok + warning + critical) as known_90d,
        sum(ok + warning) as up_90d
      from today
      join check_runs_daily d on d.bucket > today.day - 90 and d.bucket <= today.day
      where d.check_id = any (${ids})
      group by d.check_id
    )
    select days.check_id,
      coalesce(hours.known, 0)::bigint as known_24h, coalesce(hours.up, 0)::bigint as up_24h,
      coalesce(known_7d, 0) as known_7d, coalesce(up_7d, 0) as up_7d, coalesce(ok_7d, 0) as ok_7d,
      coalesce(known_30d, 0) as known_30d, coalesce(up_30d, 0) as up_30d, known_90d, up_90d
    from days
    left join hours on hours.check_id = days.check_id`.execute(tx);
  return rows;
};

export interface PointRow {
  readonly at: Date;
  readonly runs: number;
  readonly critical: number;
  readonly unknown: number;
  readonly mean: number | null;
  readonly max: number | null;
}

/** What did a check measure, in steps of some minutes? Its rows, by check_runs_check. */
export const listRunPoints = async (
  tx: Transaction,
  checkId: string,
  { from, to, stepSeconds }: { from: Date; to: Date; stepSeconds: number },
): Promise<PointRow[]> => {
  const { rows } = await sql<PointRow>`
    select date_bin(make_interval(secs => ${stepSeconds}), created_at, timestamptz 'epoch') as at,
      count(*) as runs,
      count(*) filter (where result = 'critical') as critical,
      count(*) filter (where result = 'unknown') as unknown,
      avg(value) as mean, max(value) as max
    from check_runs
    where check_id = ${checkId} and created_at >= ${from} and created_at <= ${to}
      and cause <> 'pipeline'
    group by 1
    order by 1`.execute(tx);
  return rows;
};

const figures = sql`
  ok + warning + critical + unknown as runs, critical, unknown,
  case when measured > 0 then value_sum / measured end as mean, value_max as max`;

/** By hours: check_runs_hourly_check. */
export const listHourPoints = async (
  tx: Transaction,
  checkId: string,
  { from, to }: { from: Date; to: Date },
): Promise<PointRow[]> => {
  const { rows } = await sql<PointRow>`
    select bucket as at, ${figures}
    from check_runs_hourly
    where check_id = ${checkId} and bucket >= ${from} and bucket < ${to}
    order by bucket`.execute(tx);
  return rows;
};

/** By days of the reporting zone: check_runs_daily_check. */
export const listDayPoints = async (
  tx: Transaction,
  checkId: string,
  { from, to, timeZone }: { from: Date; to: Date; timeZone: string },
): Promise<PointRow[]> => {
  const { rows } = await sql<PointRow>`
    select bucket::timestamp at time zone ${timeZone} as at, ${figures}
    from check_runs_daily
    where check_id = ${checkId}
      and bucket >= (${from}::timestamptz at time zone ${timeZone})::date
      and bucket <= (${to}::timestamptz at time zone ${timeZone})::date
    order by bucket`.execute(tx);
  return rows;
};
