import type pg from 'pg';

/** Days are kept for ever. */
const dailyDays = 3 * 365;

interface ManyRuns {
  readonly runs: number;
  /** Back from `before`. */
  readonly days: number;
  readonly before: string;
  readonly pipelines: number;
  /** Of each pipeline. */
  readonly stages: number;
}

/**
 * Runs of `pipeline 1` and so on, evenly over time, each with executions of `stage 1` and so on. One
 * in 25 failed, each in another stage; some of the newest still run. Rollups have a row for each hour
 * and day, whatever there was in it.
 */
export const fillPipelines = async (
  owner: pg.Pool,
  { runs, days, before, pipelines, stages }: ManyRuns,
): Promise<void> => {
  await owner.query(
    `insert into pipelines
     select 'pipeline ' || p, now() - interval '1 year', $2::timestamptz
     from generate_series(1, $1::int) as p`,
    [pipelines, before],
  );
  await owner.query(
    `insert into pipeline_stages
     select 'pipeline ' || p, 'stage ' || s, s, now() - interval '1 year', $3::timestamptz
     from generate_series(1, $1::int) as p, generate_series(1, $2::int) as s`,
    [pipelines, stages, before],
  );
  await owner.query(
    `insert into pipeline_runs (
       created_at, heard_at, id, pipeline, status, attempt, duration_ms, latency_bucket, error_type,
       failed_stages, trace_id
     )
     select at, at, gen_random_uuid(), 'pipeline ' || 1 + n % $4::int,
       case when n <= 40 then 'running' when failed then 'failed' else 'succeeded' end, 1,
       1000 + n * 7 % 5000, 640 + n % 60, case when failed then 'TimeoutError' end,
       case when failed then array['stage ' || 1 + n / 25 % $5::int] else '{}' end,
       lpad(n::text, 32, '0')
     from generate_series(1, $1::int) as n
     cross join lateral (
       select $2::timestamptz - n * ($3::int * interval '1 day') / $1::int as at,
         n % 25 = 0 and n > 40 as failed
     ) as r`,
    [runs, before, days, pipelines, stages],
  );
  await owner.query(
    `insert into stage_executions (
       created_at, id, run_id, pipeline, stage, position, status, attempt, duration_ms,
       latency_bucket, error_type, accuracy
     )
     select r.created_at + s * interval '1 second', gen_random_uuid(), r.id, r.pipeline,
       'stage ' || s, s,
       case when r.failed_stages = array['stage ' || s] then 'failed' else 'succeeded' end, 1,
       r.duration_ms / $1::int, r.latency_bucket - 60,
       case when r.failed_stages = array['stage ' || s] then 'TimeoutError' end, 0.8
     from pipeline_runs r, generate_series(1, $1::int) as s`,
    [stages],
  );
  const fill = (table: string, step: string, back: number): Promise<unknown> =>
    owner.query(
      `insert into ${table}
       select at, 'pipeline ' || p, case s when 0 then '' else 'stage ' || s end,
         0, 0, 0, 24, 1, 0, 0, '{"TimeoutError": 1}', '\\x2800000c281000052a300008', 5, 4, 3.2
       from generate_series($1::timestamptz - $2::int * interval '1 day', $1, interval '1 ${step}')
         as moment
       cross join lateral (
         select date_trunc('${step}', moment,
           (select value #>> '{}' from settings where key = 'time_zone')) as at
       ) as b,
         generate_series(1, $3::int) as p, generate_series(0, $4::int) as s
       on conflict do nothing`,
      [before, back, pipelines, stages],
    );
  await fill('stage_executions_hourly', 'hour', days);
  await fill('stage_executions_daily', 'day', dailyDays);
  await owner.query('vacuum analyze');
};
