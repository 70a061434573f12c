-- What the ingest role may do besides inserting into activity_log. It reads no table: upserts need
-- to, so they stand in functions that run as the owner, with a fixed search path.

-- Remembers batches by their idempotency keys. Answers for each, in the order given, `new`,
-- `known` (with the answer of the first time) or `conflict` (the key was used with another body).
create function ingest_claim_batches(
  key_ids uuid[], idempotency_keys text[], body_hashes bytea[], answers jsonb[], at timestamptz
) returns table (ordinal bigint, state text, answer jsonb)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Partitions cannot hold one unique index over all days; the lock makes look-up and insert one.
  perform pg_advisory_xact_lock(lock_id)
  from (
    select distinct hashtextextended(k.key_id::text || k.idempotency_key, 0) as lock_id
    from unnest(key_ids, idempotency_keys) as k (key_id, idempotency_key)
    order by 1
  ) as locks;

  return query
  with given as (
    select * from unnest(key_ids, idempotency_keys, body_hashes, answers)
      with ordinality as g (key_id, idempotency_key, body_hash, answer, ordinal)
  ), known as (
    select g.ordinal, b.body_hash = g.body_hash as same, b.answer
    from given g
    join ingest_batches b
      on b.api_key_id = g.key_id and b.idempotency_key = g.idempotency_key
      and b.created_at > at - interval '7 days'
  ), claimed as (
    insert into ingest_batches (created_at, api_key_id, idempotency_key, body_hash, answer)
    select at, g.key_id, g.idempotency_key, g.body_hash, g.answer
    from given g
    where not exists (select 1 from known k where k.ordinal = g.ordinal)
  )
  select g.ordinal,
    case when k.ordinal is null then 'new' when k.same then 'known' else 'conflict' end,
    k.answer
  from given g left join known k using (ordinal)
  order by g.ordinal;
end
$$;

-- Stubs for organizations and users that were only named.
create function ingest_add_stubs(
  organization_ids uuid[], organization_external_ids text[], organization_seen_at timestamptz[],
  user_ids uuid[], user_external_ids text[], user_seen_at timestamptz[]
) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into organizations (id, external_id, created_at)
  select * from unnest(organization_ids, organization_external_ids, organization_seen_at) as o (id)
  order by o.id
  on conflict do nothing;

  insert into users (id, external_id, created_at)
  select * from unnest(user_ids, user_external_ids, user_seen_at) as u (id)
  order by u.id
  on conflict do nothing;
$$;

-- What the product told of its customers: the fields given replace what is stored.
create function ingest_record_customers(organization_rows json, user_rows json, membership_rows json)
returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into organizations as o (id, external_id, name, plan, seats, locale, created_at)
  select id, external_id, name, plan, seats, locale, created_at
  from json_to_recordset(organization_rows) as r (
    id uuid, external_id text, name text, plan text, seats integer, locale text,
    created_at timestamptz
  )
  order by id
  on conflict (id) do update set
    external_id = coalesce(o.external_id, excluded.external_id),
    name = coalesce(excluded.name, o.name),
    plan = coalesce(excluded.plan, o.plan),
    seats = coalesce(excluded.seats, o.seats),
    locale = coalesce(excluded.locale, o.locale),
    created_at = least(excluded.created_at, o.created_at),
    updated_at = now();

  insert into users as u (id, external_id, name, email, locale, created_at)
  select id, external_id, name, email, locale, created_at
  from json_to_recordset(user_rows) as r (
    id uuid, external_id text, name text, email text, locale text, created_at timestamptz
  )
  order by id
  on conflict (id) do update set
    external_id = coalesce(u.external_id, excluded.external_id),
    name = coalesce(excluded.name, u.name),
    email = coalesce(excluded.email, u.email),
    locale = coalesce(excluded.locale, u.locale),
    created_at = least(excluded.created_at, u.created_at),
    updated_at = now();

  insert into memberships as m (organization_id, user_id, role, created_at, removed_at)
  select organization_id, user_id, role, created_at, removed_at
  from json_to_recordset(membership_rows) as r (
    organization_id uuid, user_id uuid, role text, created_at timestamptz, removed_at timestamptz
  )
  order by organization_id, user_id
  on conflict (organization_id, user_id) do update set
    role = coalesce(excluded.role, m.role),
    created_at = least(excluded.created_at, m.created_at),
    removed_at = excluded.removed_at,
    updated_at = now();
$$;

-- The slow way into activity_log, for a batch in which a record may be known already, and for
-- databases where the ingest role may not bypass row-level security (COPY is refused there).
-- Answers which records were new: only these are counted.
create function ingest_insert_activity(rows json) returns table (inserted_id uuid)
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  insert into activity_log (
    created_at, received_at, id, organization_id, user_id, action, category, resource_type,
    resource_id, trace_id, session_id, ip_address, user_agent, metadata
  )
  select
    created_at, received_at, id, organization_id, user_id, action, category, resource_type,
    resource_id, trace_id, session_id, ip_address, user_agent, metadata
  from json_to_recordset(rows) as r (
    created_at timestamptz, received_at timestamptz, id uuid, organization_id uuid, user_id uuid,
    action text, category text, resource_type text, resource_id text, trace_id text,
    session_id text, ip_address inet, user_agent text, metadata jsonb
  )
  order by created_at, id
  on conflict do nothing
  returning id;
$$;

-- Adds to the rollups. Counts come by quarter of an hour, the finest that any time zone needs;
-- Postgres makes hours and days of them. Rows are touched in sorted order, so that two writers
-- wait for each other instead of dead-locking.
create function ingest_count_activity(
  quarters timestamptz[], organization_ids uuid[], actions text[], categories text[],
  counts bigint[], first_ats timestamptz[],
  user_quarters timestamptz[], user_organization_ids uuid[], user_ids uuid[],
  user_counts bigint[], user_first_ats timestamptz[], user_last_ats timestamptz[],
  -- Ledger records may be older than what is kept by the hour: those count by the day only.
  kept_from timestamptz default '-infinity'
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  zone text := (select value #>> '{}' from settings where key = 'time_zone');
begin
  insert into activity_actions (action, category)
  select distinct on (a.action) a.action, a.category
  from unnest(actions, categories) as a (action, category)
  order by a.action
  on conflict do nothing;

  insert into activity_hourly as h (bucket, organization_id, action, count)
  select date_trunc('hour', g.quarter, 'UTC'), g.organization_id, g.action, sum(g.count)
  from unnest(quarters, organization_ids, actions, counts)
    as g (quarter, organization_id, action, count)
  where g.quarter >= kept_from
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (bucket, organization_id, action) do update set count = h.count + excluded.count;

  insert into activity_daily as d (day, organization_id, action, count, first_at)
  select (g.quarter at time zone zone)::date, g.organization_id, g.action, sum(g.count),
    min(g.first_at)
  from unnest(quarters, organization_ids, actions, counts, first_ats)
    as g (quarter, organization_id, action, count, first_at)
  group by 1, 2, 3
  order by 1, 2, 3
  on conflict (day, organization_id, action) do update set
    count = d.count + excluded.count,
    first_at = least(d.first_at, excluded.first_at);

  insert into active_organizations_daily as o (day, organization_id, count, first_at)
  select (g.quarter at time zone zone)::date, g.organization_id, sum(g.count), min(g.first_at)
  from unnest(quarters, organization_ids, counts, first_ats)
    as g (quarter, organization_id, count, first_at)
  where g.organization_id is not null
  group by 1, 2
  order by 1, 2
  on conflict (day, organization_id) do update set
    count = o.count + excluded.count,
    first_at = least(o.first_at, excluded.first_at);

  insert into active_users_daily as a (day, organization_id, user_id, count, first_at, last_at)
  select (g.quarter at time zone zone)::date, g.organization_id, g.user_id, sum(g.count),
    min(g.first_at), max(g.last_at)
  from unnest(
    user_quarters, user_organization_ids, user_ids, user_counts, user_first_ats, user_last_ats
  ) as g (quarter, organization_id, user_id, count, first_at, last_at)
  group by 1, 2, 3
  order by 1, 3, 2
  on conflict (day, user_id, organization_id) do update set
    count = a.count + excluded.count,
    first_at = least(a.first_at, excluded.first_at),
    last_at = greatest(a.last_at, excluded.last_at);

  -- Last, because every writer touches the same few rows and waits here for whoever was first.
  insert into activity_totals_quarter_hourly as t (bucket, action, count)
  select g.quarter, g.action, sum(g.count)
  from unnest(quarters, actions, counts) as g (quarter, action, count)
  where g.quarter >= kept_from
  group by 1, 2
  order by 1, 2
  on conflict (bucket, action) do update set count = t.count + excluded.count;

  insert into activity_totals_daily as t (day, action, count)
  select (g.quarter at time zone zone)::date, g.action, sum(g.count)
  from unnest(quarters, actions, counts) as g (quarter, action, count)
  group by 1, 2
  order by 1, 2
  on conflict (day, action) do update set count = t.count + excluded.count;
end
$$;
