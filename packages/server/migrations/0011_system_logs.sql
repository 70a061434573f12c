-- What the product logged, and its errors grouped by a fingerprint that outlives line numbers.

create table system_logs (
  created_at timestamptz(3) not null,
  received_at timestamptz not null,
  id uuid not null,
  level text not null check (level in ('error', 'warning', 'info')),
  -- The API route, job or whatever else wrote it.
  source text not null,
  message text not null,
  error_type text,
  stack text,
  -- Of errors.
  fingerprint uuid,
  organization_id uuid,
  user_id uuid,
  trace_id text,
  session_id text,
  context jsonb not null default '{}',
  primary key (created_at, id)
) partition by range (created_at);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index system_logs_level on system_logs (level, created_at desc nulls last);
create index system_logs_source on system_logs (source, created_at desc nulls last);
create index system_logs_fingerprint on system_logs (fingerprint, created_at desc nulls last)
  where fingerprint is not null;
create index system_logs_trace on system_logs (trace_id, created_at desc nulls last)
  where trace_id is not null;

-- Of the same fault. Message, source and stack are the latest.
create table error_groups (
  fingerprint uuid primary key,
  error_type text,
  message text not null,
  source text not null,
  stack text,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  count bigint not null
) with (fillfactor = 70); -- Room for heap-only updates of what repeats itself.
create index error_groups_latest on error_groups (last_seen_at desc, fingerprint desc);

create table error_groups_daily (
  fingerprint uuid not null references error_groups on delete cascade,
  -- Of the reporting time zone.
  day date not null,
  count bigint not null,
  primary key (fingerprint, day)
) with (fillfactor = 70);

-- Passes over records that are known, and counts those that are new in their groups. Groups are
-- touched in sorted order, so that two writers wait for each other instead of dead-locking.
create function ingest_record_logs(rows json) returns void
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
    returning created_at, id, source, message, error_type, stack, fingerprint
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
  )
  insert into error_groups_daily as d (fingerprint, day, count)
  select fingerprint, (created_at at time zone zone)::date, count(*)
  from inserted
  where fingerprint is not null
  group by 1, 2
  order by 1, 2
  on conflict (fingerprint, day) do update set count = d.count + excluded.count;
end
$$;
