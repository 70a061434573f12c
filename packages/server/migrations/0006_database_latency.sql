-- How fast databases answer: some probes every minute, as histograms of what was answered (of the
-- kind that api_metrics has) beside a count of what failed.

create table database_latency_minutely (
  bucket timestamptz not null,
  -- console or product.
  database text not null,
  failures integer not null,
  -- Why the latest probe of the minute was not answered; null when it was.
  failure text,
  histogram bytea not null,
  primary key (database, bucket)
) partition by range (bucket);

create table database_latency_hourly (
  -- Hours of the reporting time zone, so that its days are made of them.
  bucket timestamptz not null,
  database text not null,
  failures integer not null,
  histogram bytea not null,
  primary key (database, bucket)
) partition by range (bucket);

create function merge_histograms(one bytea, other bytea) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(
    string_agg(
      int2send(bucket::smallint) || substring(int8send(count) from 3), '' order by bucket
    ),
    ''
  )
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(one)
      union all
      select bucket, count from histogram_cells(other)
    ) as cells
    group by bucket
  ) as merged
$$;

-- What was probed in a minute, into both rollups at once. A job that is run again adds to its minute.
create function record_database_latency(
  at timestamptz, database text, failures integer, failure text, histogram bytea
) returns void
language sql set search_path = pg_catalog, public, pg_temp as $$
  insert into database_latency_minutely as m (bucket, database, failures, failure, histogram)
  values (date_trunc('minute', $1), $2, $3, $4, $5)
  on conflict (database, bucket) do update set
    failures = m.failures + excluded.failures,
    failure = excluded.failure,
    histogram = merge_histograms(m.histogram, excluded.histogram);

  insert into database_latency_hourly as h (bucket, database, failures, histogram)
  select date_trunc('hour', $1, s.value #>> '{}'), $2, $3, $5
  from settings s where s.key = 'time_zone'
  on conflict (database, bucket) do update set
    failures = h.failures + excluded.failures,
    histogram = merge_histograms(h.histogram, excluded.histogram);
$$;
