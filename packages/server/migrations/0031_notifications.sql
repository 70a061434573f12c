-- Where messages go, which incidents go where, and every dispatch, retry and skip.

create table notification_channels (
  id uuid primary key,
  kind text not null,
  name text not null,
  is_enabled boolean not null default true,
  -- Why the console switched it off by itself.
  disabled_reason text,
  -- What may be shown of its settings.
  settings jsonb not null default '{}',
  -- The secrets among its settings, as one JSON object sealed with TAFFRAIL_SECRET.
  sealed_secrets bytea not null,
  -- Their names.
  secret_names text[] not null default '{}',
  tells_resolved boolean not null default true,
  -- At most so many messages in so many seconds; both or neither.
  throttle_messages integer check (throttle_messages > 0),
  throttle_seconds integer check (throttle_seconds > 0),
  -- Goes up with every change by an operator.
  version integer not null default 1,
  created_by uuid references operators,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3),
  -- The latest test since the settings changed, and what it failed with.
  tested_at timestamptz(3),
  test_failure text,
  check (num_nulls(throttle_messages, throttle_seconds) <> 1)
);

create table notification_routes (
  id uuid primary key,
  name text not null,
  is_enabled boolean not null default true,
  -- The order in which they are asked; of two at the same place, the older one first.
  position integer not null,
  -- Empty: any.
  severities text[] not null default '{}',
  source_kinds text[] not null default '{}',
  -- [{ "name", "operator": "is" | "is_not", "value" }]; all of them must hold.
  labels jsonb not null default '[]',
  channel_ids uuid[] not null,
  -- Whether the routes behind it are asked, too.
  goes_on boolean not null default false,
  version integer not null default 1,
  created_at timestamptz(3) not null
);

create table notifications (
  -- When it was decided: before it is sent.
  created_at timestamptz(3) not null,
  id uuid not null,
  kind text not null check (kind in ('firing', 'resolved', 'digest', 'test')),
  state text not null check (
    state in ('sending', 'sent', 'failed', 'held', 'digested', 'skipped', 'unrouted')
  ),
  reason text,
  -- What the receiver, or the way to it, said of a failure.
  failure text,
  -- Null of what no route takes.
  channel_id uuid,
  route_id uuid,
  -- Null of tests and digests, as what follows.
  run_id uuid,
  incident_id uuid,
  alert_id uuid,
  trace_id text,
  severity text check (severity in ('critical', 'warning', 'info')),
  -- The first line of the message.
  title text not null,
  attempt integer not null,
  -- It was being sent when the process ended, and was sent again.
  is_possibly_repeated boolean not null default false,
  -- Of a digest: the messages that it stands for.
  digest_count integer,
  -- The digest that tells it, or told it.
  digest_id uuid,
  -- The receiver's own id of the message.
  external_id text,
  ended_at timestamptz(3),
  duration_ms double precision,
  primary key (created_at, id),
  check ((channel_id is null) = (state = 'unrouted'))
) partition by range (created_at);
-- An id is all that links and retries have.
create index notifications_id on notifications (id);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index notifications_state on notifications (state, created_at desc nulls last);
create index notifications_channel on notifications (channel_id, created_at desc nulls last);
create index notifications_channel_state
  on notifications (channel_id, state, created_at desc nulls last);
create index notifications_incident
  on notifications (incident_id, created_at desc nulls last) where incident_id is not null;
-- What a channel was told of an incident, or will be by its next digest.
create index notifications_told
  on notifications (incident_id, channel_id, created_at desc nulls last)
  where state in ('sent', 'held', 'digested');
-- What a channel still owes, in the order in which it came.
create index notifications_held on notifications (channel_id, created_at) where state = 'held';
create index notifications_run on notifications (run_id) where run_id is not null;
create index notifications_trace
  on notifications (trace_id, created_at desc nulls last) where trace_id is not null;
create index notifications_digest on notifications (digest_id) where digest_id is not null;
