-- Spans of traces, as OpenTelemetry sends them, and what they tell of AI jobs and requests.

create table spans (
  -- When it began; to the microsecond, since spans of a millisecond have an order too.
  created_at timestamptz not null,
  received_at timestamptz not null,
  -- 32 and 16 hexadecimal digits, in lower case.
  trace_id text not null,
  span_id text not null,
  parent_span_id text,
  name text not null,
  kind text not null check (kind in ('internal', 'server', 'client', 'producer', 'consumer')),
  -- Empty when it was not told.
  service text not null,
  -- The library that made it.
  scope text,
  duration_us bigint not null,
  status text not null check (status in ('unset', 'ok', 'error')),
  status_message text,
  organization_id uuid,
  user_id uuid,
  session_id text,
  -- Of the process that it is from.
  resource_id uuid not null,
  attributes jsonb not null default '{}',
  -- [{ "name", "at", "attributes" }], at with microseconds.
  events jsonb not null default '[]',
  -- [{ "traceId", "spanId", "attributes" }].
  links jsonb not null default '[]',
  -- Attributes, events and links that the sender or the way in left out.
  dropped integer not null default 0,
  -- Begins with what a trace is read by: a day's spans need no further index.
  primary key (trace_id, span_id, created_at)
) partition by range (created_at);

-- What all spans of a process have in common, once: a host, a version, an environment.
create table span_resources (
  -- Of the attributes: the same from every process that says the same of itself.
  id uuid primary key,
  attributes jsonb not null,
  -- To the minute.
  seen_at timestamptz not null
);
create index span_resources_seen_at on span_resources (seen_at);

-- The server span of a request, by which its middleware and OpenTelemetry know it for the same.
alter table api_metrics add column span_id text;

-- Those who write of the same trace at the same time take turns until their commit: neither sees
-- yet what the other adds to it. A few locks stand for all traces.
create function ingest_lock_traces(trace_ids text[]) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select pg_advisory_xact_lock(lock_id)
  from (
    select distinct hashtextextended('trace ' || (hashtextextended(trace_id, 0) & 63), 0) as lock_id
    from unnest(trace_ids) as trace_id
    order by 1
  ) as locks
$$;

-- Passes over spans that are known.
create function ingest_record_spans(rows json, resources json) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into span_resources as s (id, attributes, seen_at)
  select id, attributes, seen_at
  from json_to_recordset(resources) as r (id uuid, attributes jsonb, seen_at timestamptz)
  order by id
  on conflict (id) do update set seen_at = excluded.seen_at
  where s.seen_at < excluded.seen_at - interval '1 minute';

  insert into spans (
    created_at, received_at, trace_id, span_id, parent_span_id, name, kind, service, scope,
    duration_us, status, status_message, organization_id, user_id, session_id, resource_id,
    attributes, events, links, dropped
  )
  select
    created_at, received_at, trace_id, span_id, parent_span_id, name, kind, service, scope,
    duration_us, status, status_message, organization_id, user_id, session_id, resource_id,
    attributes, events, links, dropped
  from json_to_recordset(rows) as r (
    created_at timestamptz, received_at timestamptz, trace_id text, span_id text,
    parent_span_id text, name text, kind text, service text, scope text, duration_us bigint,
    status text, status_message text, organization_id uuid, user_id uuid, session_id text,
    resource_id uuid, attributes jsonb, events jsonb, links jsonb, dropped integer
  )
  order by trace_id, span_id, created_at
  on conflict do nothing;
$$;

-- Which of these spans there is a request of already, whoever told of it; by api_metrics_trace.
create function ingest_known_request_spans(
  trace_ids text[], span_ids text[], from_at timestamptz, to_at timestamptz
) returns table (known_trace_id text, known_span_id text)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  select given.trace_id, given.span_id
  from unnest(trace_ids, span_ids) as given (trace_id, span_id)
  where exists (
    select from api_metrics a
    where a.trace_id = given.trace_id and a.span_id = given.span_id
      and a.created_at >= from_at and a.created_at < to_at
  )
$$;

create or replace function ingest_insert_api_requests(rows json) returns table (inserted_id uuid)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into api_metrics (
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, span_id, count
  )
  select
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, span_id, count
  from json_to_recordset(rows) as r (
    created_at timestamptz, id uuid, endpoint text, method text, status_code smallint,
    response_time_ms double precision, organization_id uuid, user_id uuid, trace_id text,
    span_id text, count integer
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$$;

-- As platform/latency-histogram.ts has it.
create function latency_bucket_of(ms double precision) returns integer
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when us < 32 then us::integer
    else ((power - 5) * 32 + (us >> (power - 5)))::integer
  end
  from (select floor(ms * 1000 + 0.5)::bigint as us) as rounded
  cross join lateral (
    select length(ltrim(us::bit(64)::text, '0')) - 1 as power
  ) as exponent
$$;

create function subtract_histograms(one bytea, other bytea) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(one)
      union all
      select bucket, -count from histogram_cells(other)
    ) as cells
    group by bucket
    having sum(count) > 0
  ) as rest
  cross join lateral packed_cells(rest.bucket, rest.count) as packed
$$;

-- By how much a job that is there moves the rollups: 1 by all that it is, -1 back. What is taken
-- back leaves the histograms by subtract_histograms.
create function usage_of_ai_job(job ai_job_runs, sign integer) returns usage_change
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select row(
    job.created_at, job.organization_id, job.user_id, job.provider, job.model, job.route,
    sign, sign * (job.status = 'failed')::int, job.error_type,
    sign * job.input_tokens, sign * job.output_tokens, sign * job.cached_read_tokens,
    sign * job.cached_write_tokens, sign * job.reasoning_tokens,
    sign * coalesce(job.cost_usd, 0), sign * (job.cost_usd is null)::int,
    case when job.cost_usd is null then sign * (job.input_tokens + job.output_tokens) else 0 end,
    case when job.status = 'failed' then sign * coalesce(job.cost_usd, 0) else 0 end,
    case when sign > 0 and job.status = 'succeeded' then latency_bucket_of(job.latency_ms) end,
    case
      when sign > 0 and job.status = 'succeeded' then latency_bucket_of(job.time_to_first_token_ms)
    end,
    case when job.status = 'succeeded' then sign * job.output_tokens else 0 end,
    case
      when job.status = 'succeeded' and job.output_tokens > 0
        then sign * round(job.latency_ms * 1000)
      else 0
    end,
    sign * (job.accuracy is not null)::int, sign * coalesce(job.accuracy, 0)
  )::usage_change
$$;

-- Takes jobs out of the rollups again, and rows that nothing is left of.
create function take_back_usage(taken ai_job_runs[], hours_from timestamptz) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  changes usage_change[] := array(select usage_of_ai_job(j, -1) from unnest(taken) as j);
  rollup record;
begin
  -- Locks all rows below, in the order in which every writer does.
  perform change_usage(changes, hours_from);
  for rollup in select * from (values
    (
      'usage_daily',
      'u.day = (j.created_at at time zone $2)::date
       and u.organization_id is not distinct from j.organization_id'
    ),
    (
      'usage_hourly',
      $sql$u.bucket = date_trunc('hour', j.created_at, $2)
       and u.organization_id is not distinct from j.organization_id$sql$
    ),
    ('usage_totals_daily', 'u.day = (j.created_at at time zone $2)::date')
  ) as r (name, matches)
  loop
    execute format($sql$
      with gone as (
        select u.ctid as at, u.tableoid as part,
          histogram_of(array_agg(latency_bucket_of(j.latency_ms))
            filter (where j.status = 'succeeded')) as latency,
          histogram_of(array_agg(latency_bucket_of(j.time_to_first_token_ms))
            filter (where j.status = 'succeeded')) as first_token
        from unnest($1) as j
        join %1$I u on %2$s
          and u.provider = j.provider and u.model = j.model and u.route = j.route
        group by u.ctid, u.tableoid
      )
      update %1$I as u
      set latency = subtract_histograms(u.latency, t.latency),
        first_token = subtract_histograms(u.first_token, t.first_token)
      from gone t
      where u.ctid = t.at and u.tableoid = t.part
    $sql$, rollup.name, rollup.matches)
    using taken, zone;
    execute format($sql$
      delete from %1$I as u using unnest($1) as j
      where u.jobs = 0 and %2$s
        and u.provider = j.provider and u.model = j.model and u.route = j.route
    $sql$, rollup.name, rollup.matches)
    using taken, zone;
  end loop;

  delete from usage_user_daily as u using unnest(taken) as j
  where u.jobs = 0 and u.day = (j.created_at at time zone zone)::date and u.user_id = j.user_id
    and u.organization_id is not distinct from j.organization_id;
  delete from usage_errors_daily as u using unnest(taken) as j
  where u.count = 0 and u.day = (j.created_at at time zone zone)::date
    and u.organization_id is not distinct from j.organization_id
    and u.provider = j.provider and u.model = j.model and u.route = j.route;
  delete from usage_organizations_daily as u using unnest(taken) as j
  where u.jobs = 0 and u.day = (j.created_at at time zone zone)::date
    and u.organization_id is not distinct from j.organization_id;
end
$$;

-- What spans that came later tell of jobs, in whatever order they come: a job whose span holds that
-- of another job is taken back, since only the innermost one is the call itself, and a job is of
-- the organization, user and session that its span or the nearest one around it names. Spans and
-- jobs are looked for between two moments around those that came. Answers how many jobs it changed.
create function ingest_settle_ai_jobs(
  trace_ids text[], from_at timestamptz, to_at timestamptz, hours_from timestamptz
) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- Few rows of large tables, by their keys, whatever their statistics say.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  old_jobs ai_job_runs[];
  new_jobs ai_job_runs[];
  change record;
begin
  for change in
    with recursive jobs as materialized (
      select created_at, id, trace_id, span_id, organization_id, user_id, session_id
      from ai_job_runs
      where trace_id = any (trace_ids) and span_id is not null
        and created_at >= from_at and created_at < to_at
    ), lineage as (
      select j.created_at as job_at, j.id as job_id, j.span_id as job_span_id, s.trace_id,
        s.parent_span_id, s.organization_id, s.user_id, s.session_id, 0 as depth
      from jobs j join spans s on s.trace_id = j.trace_id and s.span_id = j.span_id
        and s.created_at >= from_at and s.created_at < to_at
      -- Without "all": spans that are sent with two times, or in a circle, do not multiply.
      union
      select l.job_at, l.job_id, l.job_span_id, s.trace_id, s.parent_span_id,
        s.organization_id, s.user_id, s.session_id, l.depth + 1
      from lineage l join spans s on s.trace_id = l.trace_id and s.span_id = l.parent_span_id
        and s.created_at >= from_at and s.created_at < to_at
      where l.depth < 64
    ), named as (
      select job_at, job_id,
        (array_agg(organization_id order by depth)
          filter (where organization_id is not null))[1] as organization_id,
        (array_agg(user_id order by depth) filter (where user_id is not null))[1] as user_id,
        (array_agg(session_id order by depth)
          filter (where session_id is not null))[1] as session_id
      from lineage
      group by job_at, job_id
    ), found as (
      select j.created_at, j.id,
        (j.trace_id, j.span_id) in (
          select trace_id, parent_span_id from lineage
          where parent_span_id is not null and parent_span_id <> job_span_id
        ) as is_around_another,
        coalesce(n.organization_id, j.organization_id) as organization_id,
        coalesce(n.user_id, j.user_id) as user_id,
        coalesce(n.session_id, j.session_id) as session_id,
        (n.organization_id is not null and n.organization_id is distinct from j.organization_id)
        or (n.user_id is not null and n.user_id is distinct from j.user_id)
        or (n.session_id is not null and n.session_id is distinct from j.session_id)
          as is_renamed
      from jobs j left join named n on n.job_at = j.created_at and n.job_id = j.id
    )
    select * from found where is_around_another or is_renamed order by created_at, id
  loop
    select old_jobs || j into old_jobs from ai_job_runs j
    where j.created_at = change.created_at and j.id = change.id
    for update;
    if change.is_around_another then
      -- Its key stays: sent again, it is known.
      delete from ai_job_runs where created_at = change.created_at and id = change.id;
    else
      update ai_job_runs j
      set organization_id = change.organization_id, user_id = change.user_id,
        session_id = change.session_id
      where created_at = change.created_at and id = change.id
      returning new_jobs || j into new_jobs;
    end if;
  end loop;

  if old_jobs is not null then
    perform take_back_usage(old_jobs, hours_from);
  end if;
  if new_jobs is not null then
    perform change_usage(array(select usage_of_ai_job(j, 1) from unnest(new_jobs) as j), hours_from);
  end if;
  return coalesce(cardinality(old_jobs), 0);
end
$$;
