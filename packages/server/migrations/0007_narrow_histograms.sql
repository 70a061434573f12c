-- Histograms at half their size, and requests by the week: what a page over months adds up.

-- A cell is 4 bytes: 12 bits for the bucket, 20 for how many requests it has. What does not fit goes
-- on in a further cell of the same bucket. Before, 2 of 8 bytes were for the bucket.
create or replace function histogram_cells(histogram bytea)
returns table (bucket integer, count bigint)
language sql immutable as $$
  select (get_byte(histogram, at) << 4) + (get_byte(histogram, at + 1) >> 4),
    (((get_byte(histogram, at + 1) & 15) << 16) + (get_byte(histogram, at + 2) << 8)
      + get_byte(histogram, at + 3))::bigint
  from generate_series(0, length(histogram) - 4, 4) as at
$$;

-- The cells of a bucket; `string_agg` of them, in order, is a histogram.
create function packed_cells(bucket integer, count bigint) returns setof bytea
language sql immutable as $$
  select substring(
    int8send((bucket::bigint << 20) + least(count - part * 1048575, 1048575)) from 5
  )
  from generate_series(0, (count - 1) / 1048575) as part
$$;

do $do$
declare
  converted text;
begin
  foreach converted in array array[
    'api_metrics_partials', 'api_metrics_minutely', 'api_metrics_hourly', 'api_metrics_daily',
    'database_latency_minutely', 'database_latency_hourly'
  ] loop
    execute format($sql$
      update %I as t set histogram = coalesce(
        (
          select string_agg(
            case
              when count <= 1048575 then substring(int8send((bucket << 20) + count) from 5)
              else (select string_agg(packed, '') from packed_cells(bucket::integer, count) as packed)
            end,
            '' order by at
          )
          from generate_series(0, length(t.histogram) - 8, 8) as at
          cross join lateral (
            select
              ((get_byte(t.histogram, at) << 8) + get_byte(t.histogram, at + 1))::bigint as bucket,
              ('x' || encode(substring(t.histogram from at + 3 for 6), 'hex'))::bit(48)::bigint as count
          ) as cell
        ),
        ''
      )
    $sql$, converted);
  end loop;
end
$do$;

create or replace function merge_histograms(one bytea, other bytea) returns bytea
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(string_agg(packed, '' order by bucket), '')
  from (
    select bucket, sum(count)::bigint as count
    from (
      select bucket, count from histogram_cells(one)
      union all
      select bucket, count from histogram_cells(other)
    ) as cells
    group by bucket
  ) as merged
  cross join lateral packed_cells(merged.bucket, merged.count) as packed
$$;

create table api_metrics_weekly (
  -- Monday, of the reporting time zone.
  bucket date not null,
  endpoint text not null,
  method text not null,
  status_code smallint not null,
  histogram bytea not null,
  primary key (bucket, endpoint, method, status_code)
);
create index api_metrics_weekly_endpoint on api_metrics_weekly (endpoint, bucket);
insert into api_metrics_weekly
select bucket, endpoint, method, status_code, string_agg(packed, '' order by cell)
from (
  select date_trunc('week', d.bucket)::date as bucket, endpoint, method, status_code,
    h.bucket as cell, sum(h.count)::bigint as count
  from api_metrics_daily as d cross join lateral histogram_cells(d.histogram) as h
  group by 1, 2, 3, 4, 5
) as cells
cross join lateral packed_cells(cell, count) as packed
group by 1, 2, 3, 4;

-- Moves at most so many partial rows of closed minutes into the rollups; answers how many it moved.
-- Minutes that are no longer kept by the minute (or hour) count in what is kept longer.
create or replace function fold_api_metrics(
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
    ('api_metrics_daily', '(minute at time zone $2)::date', '-infinity'),
    ('api_metrics_weekly', $sql$date_trunc('week', minute at time zone $2)::date$sql$, '-infinity')
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
        select a.bucket, a.endpoint, a.method, a.status_code, h.bucket as cell,
          sum(h.count)::bigint as count
        from (select * from fresh union all select * from old) as a
        cross join lateral histogram_cells(a.histogram) as h
        group by 1, 2, 3, 4, 5
      )
      insert into %1$I (bucket, endpoint, method, status_code, histogram)
      select bucket, endpoint, method, status_code, string_agg(packed, '' order by cell)
      from cells cross join lateral packed_cells(cell, count) as packed
      group by 1, 2, 3, 4
    $sql$, rollup.name, rollup.bucket_of)
    using taken, zone, rollup.kept_from;
  end loop;
  return cardinality(taken);
end
$$;
