-- Pipelines: their runs, the executions of stages in them, scores, and what they add up to.

create table pipelines (
  pipeline text primary key,
  first_seen_at timestamptz(3) not null,
  -- To the hour.
  last_seen_at timestamptz(3) not null
);

create table pipeline_stages (
  pipeline text not null,
  stage text not null,
  position integer,
  first_seen_at timestamptz(3) not null,
  -- To the hour.
  last_seen_at timestamptz(3) not null,
  primary key (pipeline, stage)
);

create table pipeline_runs (
  -- When it began, as it was told first.
  created_at timestamptz(3) not null,
  -- When it was last told of, or of a stage of it.
  heard_at timestamptz(3) not null,
  id uuid not null,
  external_id text,
  pipeline text not null,
  status text not null
    check (status in ('pending', 'running', 'succeeded', 'failed', 'retrying', 'skipped')),
  attempt integer not null,
  max_attempts integer,
  duration_ms double precision,
  -- Of a histogram: made in Node (platform/latency-histogram.ts).
  latency_bucket integer,
  error_type text,
  error_message text,
  -- In their order.
  failed_stages text[] not null default '{}',
  organization_id uuid,
  user_id uuid,
  session_id text,
  trace_id text,
  attributes jsonb not null default '{}',
  primary key (created_at, id)
) partition by range (created_at);
-- An id is all that stages, scores, later reports and links have.
create index pipeline_runs_id on pipeline_runs (id);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index pipeline_runs_pipeline on pipeline_runs (pipeline, created_at desc nulls last);
create index pipeline_runs_status on pipeline_runs (status, created_at desc nulls last);
create index pipeline_runs_pipeline_status
  on pipeline_runs (pipeline, status, created_at desc nulls last);
create index pipeline_runs_trace on pipeline_runs (trace_id, created_at desc nulls last)
  where trace_id is not null;
create index pipeline_runs_slowest on pipeline_runs (pipeline, duration_ms desc)
  where status in ('succeeded', 'failed') and duration_ms is not null;
create index pipeline_runs_failed_stages on pipeline_runs (pipeline, created_at desc nulls last)
  where failed_stages <> '{}';

create table stage_executions (
  -- When it began, as it was told first.
  created_at timestamptz(3) not null,
  id uuid not null,
  run_id uuid not null,
  pipeline text not null,
  stage text not null,
  position integer,
  status text not null
    check (status in ('pending', 'running', 'succeeded', 'failed', 'retrying', 'skipped')),
  -- Of what was skipped.
  reason text
    check (reason in ('disabled', 'nothing_found', 'not_applicable', 'upstream_failed')),
  attempt integer not null,
  duration_ms double precision,
  latency_bucket integer,
  error_type text,
  error_message text,
  -- What the stage told of itself, from 0 to 1; and what counts: that, or a later score.
  told_accuracy numeric(7, 6),
  accuracy numeric(7, 6),
  organization_id uuid,
  user_id uuid,
  session_id text,
  trace_id text,
  attributes jsonb not null default '{}',
  primary key (created_at, run_id, id)
) partition by range (created_at);
create index stage_executions_run on stage_executions (run_id);
create index stage_executions_failed
  on stage_executions (pipeline, stage, coalesce(error_type, ''), created_at desc nulls last)
  where status = 'failed';
create index stage_executions_trace on stage_executions (trace_id, created_at desc nulls last)
  where trace_id is not null;

-- How right a stage was in a run, as it was judged later; it may come before its stage.
create table scores (
  created_at timestamptz(3) not null,
  id uuid not null,
  run_id uuid not null,
  stage text not null,
  value numeric(7, 6) not null,
  -- Who or what judged.
  name text,
  primary key (created_at, id)
) partition by range (created_at);
create index scores_stage on scores (run_id, stage, created_at desc);

-- Counts by state, of what began in the hour. A row with an empty stage stands for the runs.
create table stage_executions_hourly (
  -- Hours of the reporting time zone, so that its days are made of them.
  bucket timestamptz not null,
  pipeline text not null,
  stage text not null,
  pending bigint not null,
  running bigint not null,
  retrying bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  skipped bigint not null,
  -- Pending in a run that has ended.
  never_ran bigint not null,
  -- How many failed, by type of error; an empty one where none was told.
  errors jsonb not null,
  -- Of what succeeded or failed.
  histogram bytea not null,
  scored bigint not null,
  score_sum numeric not null,
  -- For the interval.
  score_square_sum numeric not null,
  primary key (bucket, pipeline, stage)
) partition by range (bucket);
create index stage_executions_hourly_pipeline on stage_executions_hourly (pipeline, bucket);

create table stage_executions_daily (
  -- Of the reporting time zone.
  bucket date not null,
  pipeline text not null,
  stage text not null,
  pending bigint not null,
  running bigint not null,
  retrying bigint not null,
  succeeded bigint not null,
  failed bigint not null,
  skipped bigint not null,
  never_ran bigint not null,
  errors jsonb not null,
  histogram bytea not null,
  scored bigint not null,
  score_sum numeric not null,
  score_square_sum numeric not null,
  primary key (bucket, pipeline, stage)
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.
create index stage_executions_daily_pipeline on stage_executions_daily (pipeline, bucket);

-- What a run, or an execution, adds to the rollups: itself, or by how much a change moves them.
create type pipeline_count as (
  began_at timestamptz,
  pipeline text,
  -- Empty of a run.
  stage text,
  state text,
  error_type text,
  latency_bucket integer,
  accuracy numeric,
  count bigint
);

-- All that runs and their stages add at the moment.
create function count_pipelines(run_ids uuid[]) returns setof pipeline_count
language sql stable set search_path = pg_catalog, public, pg_temp as $$
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
  where s.run_id = any (run_ids)
$$;

-- A histogram with its counts changed; what is down to nothing is gone.
create function moved_histogram(histogram bytea, buckets integer[], changes bigint[]) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(histogram)
      union all
      select * from unnest(buckets, changes) as c (bucket, count)
    ) as cells
    group by bucket
    having sum(count) > 0
  ) as moved
  cross join lateral packed_cells(moved.bucket, moved.count) as packed
$$;

-- The same of counts by name.
create function moved_counts(counts jsonb, names text[], changes bigint[]) returns jsonb
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(jsonb_object_agg(name, count), '{}')
  from (
    select name, sum(count)::bigint as count
    from (
      select key as name, value::bigint as count from jsonb_each_text(counts)
      union all
      select * from unnest(names, changes) as c (name, count)
    ) as counted
    group by name
    having sum(count) > 0
  ) as moved
$$;

-- The only writer of the rollups; its callers hold the lock of ingest_record_pipelines. What is
-- older than what is kept by the hour counts by the day only.
create function change_stage_executions(changes pipeline_count[], hours_from timestamptz)
returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  rollup record;
begin
  for rollup in select * from (values
    ('stage_executions_hourly', $sql$date_trunc('hour', began_at, $2)$sql$, hours_from),
    ('stage_executions_daily', '(began_at at time zone $2)::date', '-infinity')
  ) as r (name, bucket_of, kept_from)
  loop
    execute format($sql$
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
        from unnest($1)
        where began_at >= $3
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
      )
    $sql$, rollup.name, rollup.bucket_of)
    using changes, zone, rollup.kept_from::timestamptz;
  end loop;
end
$$;

-- Which of two reports of the same attempt tells the later state.
create function run_status_rank(status text) returns integer
language sql immutable as $$
  select case status when 'pending' then 0 when 'running' then 1 when 'retrying' then 2 else 3 end
$$;

-- Takes what is told of runs, of executions of stages, and scores, in whatever order and however
-- often, and moves the rollups by the difference. Of an id the latest attempt counts, of that the
-- latest state, of two ends the later one; a report that is as good as what is known changes nothing.
create function ingest_record_pipelines(
  run_rows json, stage_rows json, score_rows json, hours_from timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid[];
  before pipeline_count[];
  changes pipeline_count[];
begin
  -- One writer at a time: what a report means hangs on what was told before, of the run, of its
  -- stages and of their scores. Partitions could not hold an index that is unique over all of time.
  perform pg_advisory_xact_lock(hashtextextended('record_pipelines', 0));

  touched := array(
    select id from json_to_recordset(run_rows) as r (id uuid)
    union
    select run_id from json_to_recordset(stage_rows) as s (run_id uuid)
    union
    select run_id from json_to_recordset(score_rows) as c (run_id uuid)
  );
  before := array(select c from count_pipelines(touched) as c);

  with told as (
    select created_at, received_at as heard_at, id, external_id, pipeline, status, attempt,
      max_attempts, duration_ms, latency_bucket, error_type, error_message, organization_id,
      user_id, session_id, trace_id, attributes, false as is_stored
    from json_to_recordset(run_rows) as r (
      created_at timestamptz(3), received_at timestamptz, id uuid, external_id text,
      pipeline text, status text, attempt integer, max_attempts integer,
      duration_ms double precision, latency_bucket integer, error_type text, error_message text,
      organization_id uuid, user_id uuid, session_id text, trace_id text, attributes jsonb
    )
    union all
    select created_at, heard_at, id, external_id, pipeline, status, attempt, max_attempts,
      duration_ms, latency_bucket, error_type, error_message, organization_id, user_id, session_id,
      trace_id, attributes, true
    from pipeline_runs
    where id = any (touched)
  ), ranked as (
    select *, row_number() over (
      partition by id
      order by attempt desc, run_status_rank(status) desc,
        created_at + duration_ms * interval '1 millisecond' desc nulls last, is_stored desc
    ) as place
    from told
  )
  insert into pipeline_runs (
    created_at, heard_at, id, external_id, pipeline, status, attempt, max_attempts, duration_ms,
    latency_bucket, error_type, error_message, organization_id, user_id, session_id, trace_id,
    attributes
  )
  select
    coalesce(min(created_at) filter (where is_stored), min(created_at)),
    max(heard_at),
    id,
    (array_agg(external_id order by place) filter (where external_id is not null))[1],
    (array_agg(pipeline order by is_stored desc, place))[1],
    (array_agg(status order by place))[1],
    (array_agg(attempt order by place))[1],
    (array_agg(max_attempts order by place) filter (where max_attempts is not null))[1],
    (array_agg(duration_ms order by place))[1],
    (array_agg(latency_bucket order by place))[1],
    (array_agg(error_type order by place))[1],
    (array_agg(error_message order by place))[1],
    (array_agg(organization_id order by place) filter (where organization_id is not null))[1],
    (array_agg(user_id order by place) filter (where user_id is not null))[1],
    (array_agg(session_id order by place) filter (where session_id is not null))[1],
    (array_agg(trace_id order by place) filter (where trace_id is not null))[1],
    coalesce((array_agg(attributes order by place) filter (where attributes <> '{}'))[1], '{}')
  from ranked
  group by id
  having bool_or(not is_stored)
  on conflict (created_at, id) do update set
    heard_at = excluded.heard_at,
    external_id = excluded.external_id,
    status = excluded.status,
    attempt = excluded.attempt,
    max_attempts = excluded.max_attempts,
    duration_ms = excluded.duration_ms,
    latency_bucket = excluded.latency_bucket,
    error_type = excluded.error_type,
    error_message = excluded.error_message,
    organization_id = excluded.organization_id,
    user_id = excluded.user_id,
    session_id = excluded.session_id,
    trace_id = excluded.trace_id,
    attributes = excluded.attributes;

  with told as (
    select created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
      latency_bucket, error_type, error_message, told_accuracy, organization_id, user_id,
      session_id, trace_id, attributes, false as is_stored
    from json_to_recordset(stage_rows) as s (
      created_at timestamptz(3), id uuid, run_id uuid, pipeline text, stage text,
      position integer, status text, reason text, attempt integer, duration_ms double precision,
      latency_bucket integer, error_type text, error_message text, told_accuracy numeric(7, 6),
      organization_id uuid, user_id uuid, session_id text, trace_id text, attributes jsonb
    )
    union all
    select created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
      latency_bucket, error_type, error_message, told_accuracy, organization_id, user_id,
      session_id, trace_id, attributes, true
    from stage_executions
    where run_id = any (touched)
  ), ranked as (
    select *, row_number() over (
      partition by run_id, id
      order by attempt desc, run_status_rank(status) desc,
        created_at + duration_ms * interval '1 millisecond' desc nulls last, is_stored desc
    ) as place
    from told
  )
  insert into stage_executions (
    created_at, id, run_id, pipeline, stage, position, status, reason, attempt, duration_ms,
    latency_bucket, error_type, error_message, told_accuracy, organization_id, user_id, session_id,
    trace_id, attributes
  )
  select
    coalesce(min(created_at) filter (where is_stored), min(created_at)),
    id,
    run_id,
    (array_agg(pipeline order by is_stored desc, place))[1],
    (array_agg(stage order by is_stored desc, place))[1],
    (array_agg(position order by place) filter (where position is not null))[1],
    (array_agg(status order by place))[1],
    (array_agg(reason order by place))[1],
    (array_agg(attempt order by place))[1],
    (array_agg(duration_ms order by place))[1],
    (array_agg(latency_bucket order by place))[1],
    (array_agg(error_type order by place))[1],
    (array_agg(error_message order by place))[1],
    (array_agg(told_accuracy order by place) filter (where told_accuracy is not null))[1],
    (array_agg(organization_id order by place) filter (where organization_id is not null))[1],
    (array_agg(user_id order by place) filter (where user_id is not null))[1],
    (array_agg(session_id order by place) filter (where session_id is not null))[1],
    (array_agg(trace_id order by place) filter (where trace_id is not null))[1],
    coalesce((array_agg(attributes order by place) filter (where attributes <> '{}'))[1], '{}')
  from ranked
  group by run_id, id
  having bool_or(not is_stored)
  on conflict (created_at, run_id, id) do update set
    position = excluded.position,
    status = excluded.status,
    reason = excluded.reason,
    attempt = excluded.attempt,
    duration_ms = excluded.duration_ms,
    latency_bucket = excluded.latency_bucket,
    error_type = excluded.error_type,
    error_message = excluded.error_message,
    told_accuracy = excluded.told_accuracy,
    organization_id = excluded.organization_id,
    user_id = excluded.user_id,
    session_id = excluded.session_id,
    trace_id = excluded.trace_id,
    attributes = excluded.attributes;

  insert into scores (created_at, id, run_id, stage, value, name)
  select distinct on (id) created_at, id, run_id, stage, value, name
  from json_to_recordset(score_rows) as c (
    created_at timestamptz(3), id uuid, run_id uuid, stage text, value numeric(7, 6), name text
  )
  where not exists (select from scores s where s.run_id = c.run_id and s.id = c.id)
  order by id, created_at
  on conflict do nothing;

  -- The latest score is of a stage's latest attempt; what that told of itself later wins over it.
  with executions as (
    select created_at, id, run_id, stage, told_accuracy,
      created_at + coalesce(duration_ms, 0) * interval '1 millisecond' as told_at,
      row_number() over (
        partition by run_id, stage order by attempt desc, created_at desc, id desc
      ) = 1 as is_latest
    from stage_executions
    where run_id = any (touched)
  ), judged as (
    select e.created_at, e.run_id, e.id,
      case
        when c.value is not null and (e.told_accuracy is null or c.created_at >= e.told_at)
        then c.value
        else e.told_accuracy
      end as accuracy
    from executions e
    left join lateral (
      select s.value, s.created_at
      from scores s
      where s.run_id = e.run_id and s.stage = e.stage
      order by s.created_at desc, s.id desc
      limit 1
    ) as c on e.is_latest
  )
  update stage_executions s set accuracy = j.accuracy
  from judged j
  where s.created_at = j.created_at and s.run_id = j.run_id and s.id = j.id
    and s.accuracy is distinct from j.accuracy;

  with failed as (
    select run_id, stage, min(position) as position, min(created_at) as began_at
    from stage_executions
    where run_id = any (touched) and status = 'failed'
    group by run_id, stage
  ), of_runs as (
    select t.id, coalesce(f.stages, '{}') as stages, h.heard_at
    from unnest(touched) as t (id)
    left join (
      select run_id, array_agg(stage order by position nulls last, began_at, stage) as stages
      from failed
      group by run_id
    ) as f on f.run_id = t.id
    left join (
      select run_id, max(received_at) as heard_at
      from json_to_recordset(stage_rows) as s (run_id uuid, received_at timestamptz)
      group by run_id
    ) as h on h.run_id = t.id
  )
  update pipeline_runs r
  set failed_stages = o.stages, heard_at = greatest(r.heard_at, o.heard_at)
  from of_runs o
  where r.id = o.id and r.id = any (touched)
    and (r.failed_stages <> o.stages or r.heard_at < o.heard_at);

  insert into pipelines as p (pipeline, first_seen_at, last_seen_at)
  select pipeline, min(created_at), max(created_at)
  from (
    select pipeline, created_at
    from json_to_recordset(run_rows) as r (pipeline text, created_at timestamptz(3))
    union all
    select pipeline, created_at
    from json_to_recordset(stage_rows) as s (pipeline text, created_at timestamptz(3))
  ) as met
  group by pipeline
  on conflict (pipeline) do update set
    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
  where excluded.first_seen_at < p.first_seen_at
    or excluded.last_seen_at > p.last_seen_at + interval '1 hour';

  insert into pipeline_stages as p (pipeline, stage, position, first_seen_at, last_seen_at)
  select pipeline, stage,
    (array_agg(position order by created_at desc) filter (where position is not null))[1],
    min(created_at), max(created_at)
  from json_to_recordset(stage_rows) as s (
    pipeline text, stage text, position integer, created_at timestamptz(3)
  )
  group by pipeline, stage
  on conflict (pipeline, stage) do update set
    position = coalesce(excluded.position, p.position),
    first_seen_at = least(p.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(p.last_seen_at, excluded.last_seen_at)
  where excluded.position <> p.position or (excluded.position is not null and p.position is null)
    or excluded.first_seen_at < p.first_seen_at
    or excluded.last_seen_at > p.last_seen_at + interval '1 hour';

  changes := array(
    select row(
      began_at, pipeline, stage, state, error_type, latency_bucket, accuracy, sum(count)
    )::pipeline_count
    from (
      select * from count_pipelines(touched)
      union all
      select began_at, pipeline, stage, state, error_type, latency_bucket, accuracy, -count
      from unnest(before)
    ) as counted
    group by began_at, pipeline, stage, state, error_type, latency_bucket, accuracy
    having sum(count) <> 0
  );
  if cardinality(changes) > 0 then
    perform change_stage_executions(changes, hours_from);
  end if;
end
$$;
