-- How many logs there were, so that no page counts rows: by quarter of an hour, which every time
-- zone's hours and days are made of, and by day.

create table system_logs_quarter_hourly (
  bucket timestamptz not null,
  level text not null,
  -- Of Taffrail itself, which counts in no figure of the product.
  is_own boolean not null,
  count bigint not null,
  primary key (bucket, level, is_own)
) partition by range (bucket);

create table system_logs_daily (
  -- Of the reporting time zone.
  day date not null,
  level text not null,
  is_own boolean not null,
  count bigint not null,
  primary key (day, level, is_own)
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.

create index error_groups_source on error_groups (source, last_seen_at desc, fingerprint desc);

-- What came before is counted, too. Its partitions are named as those that are made later.
do $$
declare
  month timestamptz;
begin
  for month in select distinct date_trunc('month', created_at, 'UTC') from system_logs loop
    execute format(
      'create table system_logs_quarter_hourly_%s partition of system_logs_quarter_hourly
       for values from (%L) to (%L)',
      to_char(month at time zone 'UTC', 'YYYY_MM'), month,
      (month at time zone 'UTC' + interval '1 month') at time zone 'UTC'
    );
  end loop;
end
$$;

insert into system_logs_quarter_hourly (bucket, level, is_own, count)
select date_bin('15 minutes', created_at, 'epoch'), level, source = 'taffrail', count(*)
from system_logs
group by 1, 2, 3;

insert into system_logs_daily (day, level, is_own, count)
select (created_at at time zone (select value #>> '{}' from settings where key = 'time_zone'))::date,
  level, source = 'taffrail', count(*)
from system_logs
group by 1, 2, 3;

-- Passes over records that are known, and counts those that are new, and their groups. Rows are
-- touched in sorted order, so that two writers wait for each other instead of dead-locking.
create or replace function ingest_record_logs(rows json) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  with inserted as (
    insert into system_logs (
      created_at, received_at, id, level, source, message, error_type, stack, fingerprint,
      organization_id, user_id, trace_id, session_id, context
    )
    select
      created_at, received_at, id, level, source, message, error_type, stack, fingerprint,
      organization_id, user_id, trace_id, session_id, context
    from json_to_recordset(rows) as r (
      created_at timestamptz, received_at timestamptz, id uuid, level text, source text,
      message text, error_type text, stack text, fingerprint uuid, organization_id uuid,
      user_id uuid, trace_id text, session_id text, context jsonb
    )
    order by created_at, id
    on conflict do nothing
    returning created_at, id, level, source, message, error_type, stack, fingerprint
  ), grouped as (
    insert into error_groups as g (
      fingerprint, error_type, message, source, stack, first_seen_at, last_seen_at, count
    )
    select fingerprint,
      (array_agg(error_type order by created_at desc, id desc))[1],
      (array_agg(message order by created_at desc, id desc))[1],
      (array_agg(source order by created_at desc, id desc))[1],
      (array_agg(stack order by created_at desc, id desc) filter (where stack is not null))[1],
      min(created_at), max(created_at), count(*)
    from inserted
    where fingerprint is not null
    group by fingerprint
    order by fingerprint
    on conflict (fingerprint) do update set
      message = case
        when excluded.last_seen_at >= g.last_seen_at then excluded.message else g.message
      end,
      source = case
        when excluded.last_seen_at >= g.last_seen_at then excluded.source else g.source
      end,
      stack = case
        when excluded.last_seen_at >= g.last_seen_at then coalesce(excluded.stack, g.stack)
        else coalesce(g.stack, excluded.stack)
      end,
      first_seen_at = least(g.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at),
      count = g.count + excluded.count
  ), grouped_by_day as (
    insert into error_groups_daily as d (fingerprint, day, count)
    select fingerprint, (created_at at time zone zone)::date, count(*)
    from inserted
    where fingerprint is not null
    group by 1, 2
    order by 1, 2
    on conflict (fingerprint, day) do update set count = d.count + excluded.count
  ), by_day as (
    insert into system_logs_daily as d (day, level, is_own, count)
    select (created_at at time zone zone)::date, level, source = 'taffrail', count(*)
    from inserted
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (day, level, is_own) do update set count = d.count + excluded.count
  )
  insert into system_logs_quarter_hourly as q (bucket, level, is_own, count)
  select date_bin('15 minutes', created_at, 'epoch'), level, source = 'taffrail', count(*)
  from inserted
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (bucket, level, is_own) do update set count = q.count + excluded.count;
end
$$;
