-- Calls of models, and what they add up to: written in the same transaction.

create table ai_job_runs (
  -- When the call began.
  created_at timestamptz(3) not null,
  received_at timestamptz not null,
  id uuid not null,
  organization_id uuid,
  user_id uuid,
  session_id text,
  trace_id text,
  span_id text,
  provider text not null,
  model text not null,
  operation text not null,
  -- Of the product; empty when it named none.
  route text not null,
  -- With what was read from and written to a cache.
  input_tokens bigint not null,
  -- With what was spent on reasoning.
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  -- Null when unpriced: unknown, not nothing.
  cost_usd numeric(14, 8),
  cost_source text not null check (cost_source in ('reported', 'priced', 'unpriced')),
  -- The price that it was computed with.
  price_id text,
  latency_ms double precision not null,
  time_to_first_token_ms double precision,
  status text not null check (status in ('succeeded', 'failed')),
  error_type text,
  -- From 0 to 1, where somebody judged it.
  accuracy numeric(7, 6),
  prompt_version text,
  attributes jsonb not null default '{}',
  primary key (created_at, id),
  check ((cost_usd is null) = (cost_source = 'unpriced'))
) partition by range (created_at);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index ai_job_runs_organization
  on ai_job_runs (organization_id, created_at desc nulls last);
create index ai_job_runs_user on ai_job_runs (user_id, created_at desc nulls last)
  where user_id is not null;
create index ai_job_runs_provider on ai_job_runs (provider, created_at desc nulls last);
create index ai_job_runs_model on ai_job_runs (model, created_at desc nulls last);
create index ai_job_runs_route on ai_job_runs (route, created_at desc nulls last);
create index ai_job_runs_trace on ai_job_runs (trace_id, created_at desc nulls last)
  where trace_id is not null;
create index ai_job_runs_failed on ai_job_runs (error_type, created_at desc nulls last)
  where status = 'failed';
create index ai_job_runs_unpriced on ai_job_runs (model, created_at desc nulls last)
  where cost_source = 'unpriced';
-- Of a model whose price has tiers these cost more.
create index ai_job_runs_large on ai_job_runs (created_at) where input_tokens > 100000;
-- An id is all that a link has.
create index ai_job_runs_id on ai_job_runs (id);

-- Partitions cannot hold one unique index over all months: of each span of a trace the first job
-- that came counts, whichever way and with whatever time another one arrives.
create table ai_job_spans (
  -- Hash of trace and span: both can be long.
  key uuid primary key,
  -- Of the job. Rows are taken away with their jobs.
  created_at timestamptz(3) not null
);
create index ai_job_spans_created_at on ai_job_spans (created_at);

create function ai_job_span_key(trace_id text, span_id text) returns uuid
language sql immutable as $$ select md5(trace_id || ' ' || span_id)::uuid $$;

-- What jobs add up to. All rollups have the same sums; histograms are packed as those of requests.
create table usage_hourly (
  -- Hours of the reporting time zone, so that its days are made of them.
  bucket timestamptz not null,
  organization_id uuid,
  provider text not null,
  model text not null,
  route text not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric not null,
  -- What the cost lacks.
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  -- Of those that failed.
  failed_cost_usd numeric not null,
  -- Of those that succeeded: a refusal is quick.
  latency bytea not null,
  first_token bytea not null,
  -- Output of those that succeeded, and how long it took: tokens per second.
  timed_tokens bigint not null,
  timed_us bigint not null,
  scored bigint not null,
  score_sum numeric not null,
  unique nulls not distinct (bucket, organization_id, provider, model, route)
) partition by range (bucket);

create table usage_daily (
  -- Of the reporting time zone.
  day date not null,
  organization_id uuid,
  provider text not null,
  model text not null,
  route text not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  failed_cost_usd numeric not null,
  latency bytea not null,
  first_token bytea not null,
  timed_tokens bigint not null,
  timed_us bigint not null,
  scored bigint not null,
  score_sum numeric not null,
  unique nulls not distinct (day, organization_id, provider, model, route)
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.
create index usage_daily_organization on usage_daily (organization_id, day);

-- The same without organizations: some tens of rows a day, however many customers there are.
create table usage_totals_daily (
  day date not null,
  provider text not null,
  model text not null,
  route text not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_read_tokens bigint not null,
  cached_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  failed_cost_usd numeric not null,
  latency bytea not null,
  first_token bytea not null,
  timed_tokens bigint not null,
  timed_us bigint not null,
  scored bigint not null,
  score_sum numeric not null,
  primary key (day, provider, model, route)
) with (fillfactor = 50);

-- And without what was called: a row a day for each organization, and one for nobody's.
create table usage_organizations_daily (
  day date not null,
  organization_id uuid,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  unique nulls not distinct (day, organization_id)
) with (fillfactor = 50);
create index usage_organizations_daily_organization
  on usage_organizations_daily (organization_id, day);

create table usage_user_daily (
  day date not null,
  organization_id uuid,
  user_id uuid not null,
  jobs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric not null,
  unpriced_jobs bigint not null,
  unpriced_tokens bigint not null,
  unique nulls not distinct (day, user_id, organization_id)
) with (fillfactor = 50);
create index usage_user_daily_user on usage_user_daily (user_id, day);
create index usage_user_daily_organization on usage_user_daily (organization_id, day);

-- Of failed jobs.
create table usage_errors_daily (
  day date not null,
  organization_id uuid,
  provider text not null,
  model text not null,
  route text not null,
  -- Empty when it was not told.
  error_type text not null,
  count bigint not null,
  unique nulls not distinct (day, organization_id, provider, model, route, error_type)
) with (fillfactor = 50);

-- By how much a job moves the rollups: a new one by all of it, a changed one by the difference.
create type usage_change as (
  created_at timestamptz,
  organization_id uuid,
  user_id uuid,
  provider text,
  model text,
  route text,
  jobs bigint,
  failed bigint,
  error_type text,
  input_tokens bigint,
  output_tokens bigint,
  cached_read_tokens bigint,
  cached_write_tokens bigint,
  reasoning_tokens bigint,
  cost_usd numeric,
  unpriced_jobs bigint,
  unpriced_tokens bigint,
  failed_cost_usd numeric,
  -- Buckets of a histogram; null for what has no place in it.
  latency_bucket integer,
  first_token_bucket integer,
  timed_tokens bigint,
  timed_us bigint,
  scored bigint,
  score_sum numeric
);

-- The only writer of the rollups. Each table's rows are touched in sorted order, and the tables one
-- after the other, so that two writers wait for each other instead of dead-locking. What is older
-- than what is kept by the hour counts by the day only.
create function change_usage(changes usage_change[], hours_from timestamptz) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  rollup record;
begin
  for rollup in select * from (values
    (
      'usage_daily', 'day, organization_id, provider, model, route',
      '(created_at at time zone $2)::date as day, organization_id, provider, model, route', '-infinity'
    ),
    (
      'usage_hourly', 'bucket, organization_id, provider, model, route',
      $sql$date_trunc('hour', created_at, $2) as bucket, organization_id, provider, model, route$sql$,
      hours_from
    ),
    (
      'usage_totals_daily', 'day, provider, model, route',
      '(created_at at time zone $2)::date as day, provider, model, route', '-infinity'
    )
  ) as r (name, keys, read_keys, kept_from)
  loop
    execute format($sql$
      with keyed as (
        select %3$s, c.jobs, c.failed, c.input_tokens, c.output_tokens, c.cached_read_tokens,
          c.cached_write_tokens, c.reasoning_tokens, c.cost_usd, c.unpriced_jobs,
          c.unpriced_tokens, c.failed_cost_usd, c.latency_bucket, c.first_token_bucket,
          c.timed_tokens, c.timed_us, c.scored, c.score_sum
        from unnest($1) as c
        where c.created_at >= $3
      )
      insert into %1$I as u (
        %2$s, jobs, failed, input_tokens, output_tokens, cached_read_tokens, cached_write_tokens,
        reasoning_tokens, cost_usd, unpriced_jobs, unpriced_tokens, failed_cost_usd, latency,
        first_token, timed_tokens, timed_us, scored, score_sum
      )
      select %2$s, sum(jobs), sum(failed), sum(input_tokens), sum(output_tokens),
        sum(cached_read_tokens), sum(cached_write_tokens), sum(reasoning_tokens), sum(cost_usd),
        sum(unpriced_jobs), sum(unpriced_tokens), sum(failed_cost_usd),
        -- Most have one value or none: a function for each would take most of the time.
        case count(latency_bucket)
          when 0 then ''
          when 1 then substring(int8send((max(latency_bucket)::bigint << 20) + 1) from 5)
          else histogram_of(array_agg(latency_bucket))
        end,
        case count(first_token_bucket)
          when 0 then ''
          when 1 then substring(int8send((max(first_token_bucket)::bigint << 20) + 1) from 5)
          else histogram_of(array_agg(first_token_bucket))
        end,
        sum(timed_tokens), sum(timed_us), sum(scored), sum(score_sum)
      from keyed
      group by %2$s
      order by %2$s
      on conflict (%2$s) do update set
        jobs = u.jobs + excluded.jobs,
        failed = u.failed + excluded.failed,
        input_tokens = u.input_tokens + excluded.input_tokens,
        output_tokens = u.output_tokens + excluded.output_tokens,
        cached_read_tokens = u.cached_read_tokens + excluded.cached_read_tokens,
        cached_write_tokens = u.cached_write_tokens + excluded.cached_write_tokens,
        reasoning_tokens = u.reasoning_tokens + excluded.reasoning_tokens,
        cost_usd = u.cost_usd + excluded.cost_usd,
        unpriced_jobs = u.unpriced_jobs + excluded.unpriced_jobs,
        unpriced_tokens = u.unpriced_tokens + excluded.unpriced_tokens,
        failed_cost_usd = u.failed_cost_usd + excluded.failed_cost_usd,
        latency = case
          when length(excluded.latency) = 0 then u.latency
          else merge_histograms(u.latency, excluded.latency)
        end,
        first_token = case
          when length(excluded.first_token) = 0 then u.first_token
          else merge_histograms(u.first_token, excluded.first_token)
        end,
        timed_tokens = u.timed_tokens + excluded.timed_tokens,
        timed_us = u.timed_us + excluded.timed_us,
        scored = u.scored + excluded.scored,
        score_sum = u.score_sum + excluded.score_sum
    $sql$, rollup.name, rollup.keys, rollup.read_keys)
    using changes, zone, rollup.kept_from::timestamptz;
  end loop;

  insert into usage_user_daily as u (
    day, organization_id, user_id, jobs, failed, input_tokens, output_tokens, cost_usd,
    unpriced_jobs, unpriced_tokens
  )
  select (created_at at time zone zone)::date, organization_id, user_id, sum(jobs), sum(failed),
    sum(input_tokens), sum(output_tokens), sum(cost_usd), sum(unpriced_jobs), sum(unpriced_tokens)
  from unnest(changes)
  where user_id is not null
  group by 1, 2, 3
  order by 1, 3, 2
  on conflict (day, user_id, organization_id) do update set
    jobs = u.jobs + excluded.jobs,
    failed = u.failed + excluded.failed,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_usd = u.cost_usd + excluded.cost_usd,
    unpriced_jobs = u.unpriced_jobs + excluded.unpriced_jobs,
    unpriced_tokens = u.unpriced_tokens + excluded.unpriced_tokens;

  insert into usage_errors_daily as u (
    day, organization_id, provider, model, route, error_type, count
  )
  select (created_at at time zone zone)::date, organization_id, provider, model, route,
    coalesce(error_type, ''), sum(failed)
  from unnest(changes)
  where failed <> 0
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
  on conflict (day, organization_id, provider, model, route, error_type) do update set
    count = u.count + excluded.count;

  -- Last, because every writer touches the row of those without an organization.
  insert into usage_organizations_daily as u (
    day, organization_id, jobs, failed, input_tokens, output_tokens, cost_usd, unpriced_jobs,
    unpriced_tokens
  )
  select (created_at at time zone zone)::date, organization_id, sum(jobs), sum(failed),
    sum(input_tokens), sum(output_tokens), sum(cost_usd), sum(unpriced_jobs), sum(unpriced_tokens)
  from unnest(changes)
  group by 1, 2
  order by 1, 2
  on conflict (day, organization_id) do update set
    jobs = u.jobs + excluded.jobs,
    failed = u.failed + excluded.failed,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_usd = u.cost_usd + excluded.cost_usd,
    unpriced_jobs = u.unpriced_jobs + excluded.unpriced_jobs,
    unpriced_tokens = u.unpriced_tokens + excluded.unpriced_tokens;
end
$$;

-- A histogram of single values' buckets; nulls have no place in it.
create function histogram_of(buckets integer[]) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, count(*) as count
    from unnest(buckets) as bucket
    where bucket is not null
    group by bucket
  ) as counted
  cross join lateral packed_cells(counted.bucket, counted.count) as packed
$$;

-- Passes over records that are known by their id or their span, and counts those that are new.
-- Buckets of histograms are made in Node (platform/latency-histogram.ts).
create function ingest_record_ai_jobs(rows json, hours_from timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  changes usage_change[];
begin
  with given as (
    select r.*, ai_job_span_key(trace_id, span_id) as span
    from json_to_recordset(rows) as r (
      created_at timestamptz(3), received_at timestamptz, id uuid, organization_id uuid,
      user_id uuid, session_id text, trace_id text, span_id text, provider text, model text,
      operation text, route text, input_tokens bigint, output_tokens bigint,
      cached_read_tokens bigint, cached_write_tokens bigint, reasoning_tokens bigint,
      cost_usd numeric(14, 8), cost_source text, price_id text, latency_ms double precision,
      time_to_first_token_ms double precision, status text, error_type text,
      accuracy numeric(7, 6), prompt_version text, attributes jsonb, latency_bucket integer,
      first_token_bucket integer
    )
  ), once as (
    select distinct on (created_at, id) * from given order by created_at, id
  ), of_spans as (
    select distinct on (span) * from once where span is not null order by span, created_at, id
  ), claimed as (
    insert into ai_job_spans (key, created_at)
    select span, created_at from of_spans order by span
    on conflict do nothing
    returning key
  ), fresh as (
    select * from once where span is null
    union all
    select of_spans.* from of_spans join claimed on claimed.key = of_spans.span
  ), inserted as (
    insert into ai_job_runs (
      created_at, received_at, id, organization_id, user_id, session_id, trace_id, span_id,
      provider, model, operation, route, input_tokens, output_tokens, cached_read_tokens,
      cached_write_tokens, reasoning_tokens, cost_usd, cost_source, price_id, latency_ms,
      time_to_first_token_ms, status, error_type, accuracy, prompt_version, attributes
    )
    select created_at, received_at, id, organization_id, user_id, session_id, trace_id, span_id,
      provider, model, operation, route, input_tokens, output_tokens, cached_read_tokens,
      cached_write_tokens, reasoning_tokens, cost_usd, cost_source, price_id, latency_ms,
      time_to_first_token_ms, status, error_type, accuracy, prompt_version, attributes
    from fresh
    order by created_at, id
    on conflict do nothing
    returning created_at, id
  )
  select array_agg(row(
    f.created_at, f.organization_id, f.user_id, f.provider, f.model, f.route,
    1, (f.status = 'failed')::int, f.error_type,
    f.input_tokens, f.output_tokens, f.cached_read_tokens, f.cached_write_tokens,
    f.reasoning_tokens,
    coalesce(f.cost_usd, 0), (f.cost_usd is null)::int,
    case when f.cost_usd is null then f.input_tokens + f.output_tokens else 0 end,
    case when f.status = 'failed' then coalesce(f.cost_usd, 0) else 0 end,
    case when f.status = 'succeeded' then f.latency_bucket end,
    case when f.status = 'succeeded' then f.first_token_bucket end,
    case when f.status = 'succeeded' then f.output_tokens else 0 end,
    case
      when f.status = 'succeeded' and f.output_tokens > 0 then round(f.latency_ms * 1000)
      else 0
    end,
    (f.accuracy is not null)::int, coalesce(f.accuracy, 0)
  )::usage_change)
  into changes
  from fresh f join inserted using (created_at, id);

  if changes is not null then
    perform change_usage(changes, hours_from);
  end if;
end
$$;
