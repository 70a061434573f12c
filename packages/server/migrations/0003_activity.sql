-- Business actions and their rollups, which are written in the same transaction.

-- The primary key begins with the time, not with the id: it serves the newest-first list, keyset
-- paging and like-for-like counts, and still catches a record that is sent twice.
create table activity_log (
  -- To the millisecond, which is all that JavaScript's dates and with them the cursors can tell.
  created_at timestamptz(3) not null,
  received_at timestamptz not null,
  id uuid not null,
  organization_id uuid,
  user_id uuid,
  action text not null,
  category text not null,
  resource_type text,
  resource_id text,
  trace_id text,
  session_id text,
  ip_address inet,
  user_agent text,
  metadata jsonb not null default '{}',
  primary key (created_at, id)
) partition by range (created_at);
-- "nulls last" says nothing about a column that is never null, but it is part of the order that an
-- index offers: a query that asks for it cannot be answered by walking back the primary key, which
-- the planner misjudges for values that are rare, old or absent and would cost seconds.
create index activity_log_organization
  on activity_log (organization_id, created_at desc nulls last);
create index activity_log_user on activity_log (user_id, created_at desc nulls last);
create index activity_log_action on activity_log (action, created_at desc nulls last);
create index activity_log_resource on activity_log (resource_id, created_at desc nulls last)
  where resource_id is not null;

-- Every action that was ever seen: turns a prefix or a category into a list of actions, each of
-- which has its place in activity_log_action.
create table activity_actions (
  action text primary key,
  category text not null
);

create table activity_hourly (
  bucket timestamptz not null,
  organization_id uuid,
  action text not null,
  count bigint not null,
  unique nulls not distinct (bucket, organization_id, action)
) partition by range (bucket);
create index activity_hourly_organization on activity_hourly (organization_id, bucket);

create table activity_daily (
  -- Of the reporting time zone.
  day date not null,
  organization_id uuid,
  action text not null,
  count bigint not null,
  -- The first of the day: lets an unfinished day be compared with another up to the same moment.
  first_at timestamptz not null,
  unique nulls not distinct (day, organization_id, action)
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.
create index activity_daily_organization on activity_daily (organization_id, day);

-- The same without organizations. There are as many rows above as organizations do different things:
-- for all of them together these few are read instead. By quarter of an hour, which every time
-- zone's hours and days are made of.
create table activity_totals_quarter_hourly (
  bucket timestamptz not null,
  action text not null,
  count bigint not null,
  primary key (bucket, action)
) partition by range (bucket);

create table activity_totals_daily (
  day date not null,
  action text not null,
  count bigint not null,
  primary key (day, action)
);

create table active_organizations_daily (
  day date not null,
  organization_id uuid not null,
  count bigint not null,
  first_at timestamptz not null,
  primary key (day, organization_id) include (first_at)
);

create table active_users_daily (
  day date not null,
  organization_id uuid,
  user_id uuid not null,
  count bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- With the first moment of the day, so that figures of months need not look at the table.
  unique nulls not distinct (day, user_id, organization_id) include (first_at)
) with (fillfactor = 50);
create index active_users_daily_organization on active_users_daily (organization_id, day);
create index active_users_daily_user on active_users_daily (user_id, day desc);

-- A batch that was answered, for as long as its key is remembered.
create table ingest_batches (
  created_at timestamptz not null,
  api_key_id uuid not null,
  idempotency_key text not null,
  body_hash bytea not null,
  answer jsonb not null,
  primary key (api_key_id, idempotency_key, created_at)
) partition by range (created_at);
