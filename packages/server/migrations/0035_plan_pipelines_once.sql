-- The rollups of pipelines were planned anew with each change, which cost several times what carrying
-- them out does: a session now plans each of these statements once.

-- All that runs and their stages add at the moment. PL/pgSQL, as it keeps plans.
create or replace function count_pipelines(run_ids uuid[]) returns setof pipeline_count
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  select r.created_at, r.pipeline, '', r.status,
    case when r.status = 'failed' then coalesce(r.error_type, '') end,
    case when r.status in ('succeeded', 'failed') then r.latency_bucket end,
    null::numeric, 1::bigint
  from pipeline_runs r
  where r.id = any (run_ids)
  union all
  select s.created_at, s.pipeline, s.stage,
    case
      when s.status = 'pending' and r.status in ('succeeded', 'failed', 'skipped')
      then 'never_ran'
      else s.status
    end,
    case when s.status = 'failed' then coalesce(s.error_type, '') end,
    case when s.status in ('succeeded', 'failed') then s.latency_bucket end,
    s.accuracy, 1::bigint
  from stage_executions s
  left join pipeline_runs r on r.id = s.run_id and r.id = any (run_ids)
  where s.run_id = any (run_ids);
end
$$;

-- Of each rollup a function of its own: a statement that is put together as it runs keeps no plan.
do $do$
declare
  rollup record;
begin
  for rollup in select * from (values
    ('stage_executions_hourly', $sql$date_trunc('hour', began_at, zone)$sql$),
    ('stage_executions_daily', '(began_at at time zone zone)::date')
  ) as r (name, bucket_of)
  loop
    execute format($sql$
      create function %3$I(changes pipeline_count[], zone text, kept_from timestamptz)
      returns void
      language plpgsql set search_path = pg_catalog, public, pg_temp as $$
      begin
        with moved as (
          select %2$s as bucket, pipeline, stage,
            coalesce(sum(count) filter (where state = 'pending'), 0) as pending,
            coalesce(sum(count) filter (where state = 'running'), 0) as running,
            coalesce(sum(count) filter (where state = 'retrying'), 0) as retrying,
            coalesce(sum(count) filter (where state = 'succeeded'), 0) as succeeded,
            coalesce(sum(count) filter (where state = 'failed'), 0) as failed,
            coalesce(sum(count) filter (where state = 'skipped'), 0) as skipped,
            coalesce(sum(count) filter (where state = 'never_ran'), 0) as never_ran,
            coalesce(sum(count) filter (where accuracy is not null), 0) as scored,
            coalesce(sum(count * accuracy), 0) as score_sum,
            coalesce(sum(count * accuracy * accuracy), 0) as score_square_sum,
            array_agg(error_type) filter (where error_type is not null) as error_types,
            array_agg(count) filter (where error_type is not null) as error_counts,
            array_agg(latency_bucket) filter (where latency_bucket is not null) as cells,
            array_agg(count) filter (where latency_bucket is not null) as cell_counts
          from unnest(changes)
          where began_at >= kept_from
          group by 1, 2, 3
        ), updated as (
          update %1$I as r set
            pending = r.pending + m.pending,
            running = r.running + m.running,
            retrying = r.retrying + m.retrying,
            succeeded = r.succeeded + m.succeeded,
            failed = r.failed + m.failed,
            skipped = r.skipped + m.skipped,
            never_ran = r.never_ran + m.never_ran,
            scored = r.scored + m.scored,
            score_sum = r.score_sum + m.score_sum,
            score_square_sum = r.score_square_sum + m.score_square_sum,
            errors = case
              when m.error_types is null then r.errors
              else moved_counts(r.errors, m.error_types, m.error_counts)
            end,
            histogram = case
              when m.cells is null then r.histogram
              else moved_histogram(r.histogram, m.cells, m.cell_counts)
            end
          from moved m
          where r.bucket = m.bucket and r.pipeline = m.pipeline and r.stage = m.stage
          returning r.bucket, r.pipeline, r.stage
        )
        insert into %1$I (
          bucket, pipeline, stage, pending, running, retrying, succeeded, failed, skipped, never_ran,
          errors, histogram, scored, score_sum, score_square_sum
        )
        select bucket, pipeline, stage, pending, running, retrying, succeeded, failed, skipped,
          never_ran, moved_counts('{}', error_types, error_counts),
          moved_histogram('', cells, cell_counts), scored, score_sum, score_square_sum
        from moved m
        where not exists (
          select from updated u
          where u.bucket = m.bucket and u.pipeline = m.pipeline and u.stage = m.stage
        );
      end
      $$
    $sql$, rollup.name, rollup.bucket_of, 'change_' || rollup.name);
  end loop;
end
$do$;

-- The only writer of the rollups; its callers hold the lock of ingest_record_pipelines. What is
-- older than what is kept by the hour counts by the day only.
create or replace function change_stage_executions(changes pipeline_count[], hours_from timestamptz)
returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  perform change_stage_executions_hourly(changes, zone, hours_from);
  perform change_stage_executions_daily(changes, zone, '-infinity');
end
$$;

-- Few rows, found by their keys: a plan for any of them is as good as one for these.
alter function record_alert_runs set plan_cache_mode = force_generic_plan;
