-- Requests that the product answered, and their rollups with histograms of response times.

create table api_metrics (
  created_at timestamptz(3) not null,
  id uuid not null,
  -- The pattern of a route, never the path.
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  response_time_ms double precision not null,
  organization_id uuid,
  user_id uuid,
  trace_id text,
  -- Requests that the row stands for: more than 1 when the sender samples.
  count integer not null,
  primary key (created_at, id)
) partition by range (created_at);
create index api_metrics_trace on api_metrics (trace_id) where trace_id is not null;

-- The cells of a histogram of response times: 2 bytes for the bucket and 6 for how many requests it
-- has, those that are not empty, in order. Buckets are of microseconds, below 32 exact, from there on
-- each power of two in 32 equal parts (platform/latency-histogram.ts, which reads and writes them:
-- to unnest arrays here takes ten times as long). Without a search path of its own the function is
-- inlined; it is called by the one below only, which has one.
create function histogram_cells(histogram bytea) returns table (bucket integer, count bigint)
language sql immutable as $$
  select (get_byte(histogram, at) << 8) + get_byte(histogram, at + 1),
    ('x' || encode(substring(histogram from at + 3 for 6), 'hex'))::bit(48)::bigint
  from generate_series(0, length(histogram) - 8, 8) as at
$$;

-- What each transaction adds, appended: to add to rows that others add to would make transactions
-- wait for each other, and merging histograms costs nine times as much (INGEST: 9.3 against 1.1 ms
-- for 4,000 requests). A job folds closed minutes into the three tables below, and takes them away
-- here, in one transaction. Whoever reads adds both up, and so never sees a request twice or not.
create table api_metrics_partials (
  minute timestamptz not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null
);
create index api_metrics_partials_minute on api_metrics_partials (minute);

-- A row with an empty endpoint and method stands for all requests of its bucket and status: what is
-- asked without an endpoint reads these few instead of every endpoint's.
create table api_metrics_minutely (
  bucket timestamptz not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  primary key (bucket, endpoint, method, status_code)
) partition by range (bucket);
create index api_metrics_minutely_endpoint on api_metrics_minutely (endpoint, bucket);

create table api_metrics_hourly (
  -- Hours of the reporting time zone, so that its days are made of them.
  bucket timestamptz not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  primary key (bucket, endpoint, method, status_code)
) partition by range (bucket);
create index api_metrics_hourly_endpoint on api_metrics_hourly (endpoint, bucket);

create table api_metrics_daily (
  bucket date not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  primary key (bucket, endpoint, method, status_code)
);
create index api_metrics_daily_endpoint on api_metrics_daily (endpoint, bucket);

-- The slow way into api_metrics, as ingest_insert_activity is for activity: answers which were new.
create function ingest_insert_api_requests(rows json) returns table (inserted_id uuid)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into api_metrics (
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, count
  )
  select
    created_at, id, endpoint, method, status_code, response_time_ms, organization_id, user_id,
    trace_id, count
  from json_to_recordset(rows) as r (
    created_at timestamptz, id uuid, endpoint text, method text, status_code smallint,
    response_time_ms double precision, organization_id uuid, user_id uuid, trace_id text,
    count integer
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$$;

create function ingest_count_api_requests(rows json) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into api_metrics_partials (minute, endpoint, method, status_code, histogram)
  select minute, endpoint, method, status_code, decode(histogram, 'base64')
  from json_to_recordset(rows) as r (
    minute timestamptz, endpoint text, method text, status_code smallint, histogram text
  );
$$;

-- Moves at most so many partial rows of closed minutes into the rollups; answers how many it moved.
-- Minutes that are no longer kept by the minute (or hour) count in what is kept longer.
create function fold_api_metrics(
  closed_before timestamptz, minutes_from timestamptz, hours_from timestamptz, most integer
) returns integer
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
  taken api_metrics_partials[];
  rollup record;
begin
  -- One at a time: two would replace the same rows.
  perform pg_advisory_xact_lock(hashtextextended('fold_api_metrics', 0));
  with gone as (
    delete from api_metrics_partials
    where ctid in (
      select ctid from api_metrics_partials
      where minute < closed_before
      order by minute
      limit most
    )
    returning minute, endpoint, method, status_code, histogram
  )
  select array_agg(row(gone.*)::api_metrics_partials) into taken from gone;
  if taken is null then
    return 0;
  end if;

  for rollup in select * from (values
    ('api_metrics_minutely', 'minute', minutes_from),
    ('api_metrics_hourly', $sql$date_trunc('hour', minute, $2)$sql$, hours_from),
    ('api_metrics_daily', '(minute at time zone $2)::date', '-infinity')
  ) as r (name, bucket_of, kept_from)
  loop
    execute format($sql$
      with fresh as (
        select %2$s as bucket, p.endpoint, p.method, t.status_code, t.histogram
        from unnest($1) as t
        cross join lateral (values (t.endpoint, t.method), ('', '')) as p (endpoint, method)
        where t.minute >= $3
      ), old as (
        delete from %1$I as o
        using (select distinct bucket, endpoint, method, status_code from fresh) as f
        where o.bucket = f.bucket and o.endpoint = f.endpoint and o.method = f.method
          and o.status_code = f.status_code
        returning o.bucket, o.endpoint, o.method, o.status_code, o.histogram
      ), cells as (
        select a.bucket, a.endpoint, a.method, a.status_code, h.bucket as cell, sum(h.count) as count
        from (select * from fresh union all select * from old) as a
        cross join lateral histogram_cells(a.histogram) as h
        group by 1, 2, 3, 4, 5
      )
      insert into %1$I (bucket, endpoint, method, status_code, histogram)
      select bucket, endpoint, method, status_code,
        string_agg(
          int2send(cell::smallint) || substring(int8send(count::bigint) from 3), '' order by cell
        )
      from cells
      group by 1, 2, 3, 4
    $sql$, rollup.name, rollup.bucket_of)
    using taken, zone, rollup.kept_from;
  end loop;
  return cardinality(taken);
end
$$;
