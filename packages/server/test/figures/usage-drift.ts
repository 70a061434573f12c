import type pg from 'pg';

const zone = `(select value #>> '{}' from settings where key = 'time_zone')`;
const day = `(created_at at time zone ${zone})::date as day`;
const hour = `date_trunc('hour', created_at, ${zone}) as bucket`;

/** A histogram of single values, made of what the rows say and of nothing that ingest made. */
const histogram = (column: string): string => `(
  select coalesce(string_agg(packed, '' order by cell), '')
  from (
    select cell, count(*) from unnest(array_agg(${column})) as ms
    cross join lateral (select round(ms * 1000)::bigint as us) as micro
    cross join lateral (select case when us < 32 then 0 else floor(log(2, us))::int - 5 end as power)
      as scale
    cross join lateral (
      select case when us < 32 then us else power * 32 + us / (1::bigint << power) end::int as cell
    ) as place
    where ms is not null group by cell
  ) as cells cross join lateral packed_cells(cell, count) as packed
)`;

const plain = `count(*) as jobs, count(*) filter (where status = 'failed') as failed,
  sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens`;
const unpriced = `count(*) filter (where cost_usd is null) as unpriced_jobs,
  coalesce(sum(input_tokens + output_tokens) filter (where cost_usd is null), 0)::bigint
    as unpriced_tokens`;
const whole = `${plain}, sum(cached_read_tokens)::bigint as cached_read_tokens,
  sum(cached_write_tokens)::bigint as cached_write_tokens,
  sum(reasoning_tokens)::bigint as reasoning_tokens,
  coalesce(sum(cost_usd), 0) as cost_usd, ${unpriced},
  coalesce(sum(cost_usd) filter (where status = 'failed'), 0) as failed_cost_usd,
  ${histogram(`case when status = 'succeeded' then latency_ms end`)} as latency,
  ${histogram(`case when status = 'succeeded' then time_to_first_token_ms end`)} as first_token,
  coalesce(sum(output_tokens) filter (where status = 'succeeded'), 0)::bigint as timed_tokens,
  coalesce(sum(round(latency_ms * 1000)) filter (where status = 'succeeded' and output_tokens > 0), 0)
    ::bigint as timed_us,
  count(accuracy) as scored, coalesce(sum(accuracy), 0) as score_sum`;
const short = `${plain}, coalesce(sum(cost_usd), 0) as cost_usd, ${unpriced}`;

/** What each rollup must hold, counted from the raw rows. */
const rollups: Readonly<Record<string, string>> = {
  usage_hourly: `select ${hour}, organization_id, provider, model, route, ${whole}
    from ai_job_runs where created_at >= $1 group by 1, 2, 3, 4, 5`,
  usage_daily: `select ${day}, organization_id, provider, model, route, ${whole}
    from ai_job_runs group by 1, 2, 3, 4, 5`,
  usage_totals_daily: `select ${day}, provider, model, route, ${whole}
    from ai_job_runs group by 1, 2, 3, 4`,
  usage_organizations_daily: `select ${day}, organization_id, ${short}
    from ai_job_runs group by 1, 2`,
  usage_user_daily: `select ${day}, organization_id, user_id, ${short}
    from ai_job_runs where user_id is not null group by 1, 2, 3`,
  usage_errors_daily: `select ${day}, organization_id, provider, model, route,
      coalesce(error_type, '') as error_type, count(*)
    from ai_job_runs where status = 'failed' group by 1, 2, 3, 4, 5, 6`,
};

/**
 * Rows that a rollup of AI jobs has and should not, or should have and has not.
 *
 * @param hoursFrom what began earlier is not counted by the hour
 */
export const findUsageDrift = async (
  owner: pg.Pool | pg.Client,
  hoursFrom: Date,
): Promise<unknown[]> => {
  const found: unknown[] = [];
  for (const [table, truth] of Object.entries(rollups)) {
    const { rows } = await owner.query(
      `with truth as (${truth}), stored as (select * from ${table})
       select 'missing' as what, to_jsonb(t) as row from (table truth except table stored) as t
       union all
       select 'surplus', to_jsonb(s) from (table stored except table truth) as s`,
      truth.includes('$1') ? [hoursFrom] : [],
    );
    found.push(...rows.map((row: object) => ({ table, ...row })));
  }
  return found;
};
