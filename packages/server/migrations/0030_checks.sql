-- Checks: what the console looks at by itself, what it saw, and what pings it.

create table checks (
  id uuid primary key,
  kind text not null check (kind in ('http', 'heartbeat', 'postgres', 'cpu', 'memory', 'disk')),
  name text not null,
  -- What it is about, in the words of alerts' labels.
  service text,
  host text,
  every_minutes integer not null,
  -- It alerts after so many bad results in a row.
  failures_before_alert integer not null,
  is_enabled boolean not null,
  -- Of its kind (contract/src/check-config.ts).
  config jsonb not null,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Nobody sees it any more; a job resolves what it alerted of, and deletes it.
  removed_at timestamptz(3)
);
create unique index checks_name on checks (lower(name)) where removed_at is null;

-- What changes with every run.
create table check_states (
  check_id uuid primary key references checks on delete cascade,
  -- Null while it is disabled.
  next_run_at timestamptz(3),
  -- Of the latest run; null before the first.
  result text check (result in ('ok', 'warning', 'critical', 'unknown')),
  result_since timestamptz(3),
  latest_run_id uuid,
  latest_run_at timestamptz(3),
  -- Bad results in a row, and good ones; what could not be found out leaves both as they are.
  failures integer not null default 0,
  successes integer not null default 0,
  failing_since timestamptz(3),
  -- Of the alert that is firing; null without one.
  alerting text check (alerting in ('warning', 'critical')),
  alerting_since timestamptz(3),
  is_flapping boolean not null default false
) with (fillfactor = 50); -- Room for heap-only updates: a row changes every minute.

create table check_runs (
  -- When it began.
  created_at timestamptz(3) not null,
  id uuid not null,
  -- Checks come and go; their runs stay.
  check_id uuid not null,
  kind text not null,
  name text not null,
  result text not null check (result in ('ok', 'warning', 'critical', 'unknown')),
  message text not null,
  -- In the unit of its kind; null where nothing was measured.
  value double precision,
  warning_at double precision,
  critical_at double precision,
  duration_ms double precision not null,
  -- The machine that looked, and what it looked at.
  host text not null,
  target text,
  cause text not null check (cause in ('schedule', 'asked', 'pipeline')),
  -- Of the pipeline's run that asked for it.
  run_id uuid,
  -- That run's, or that of the alert it raised.
  trace_id text,
  output jsonb not null default '{}',
  primary key (created_at, id)
) partition by range (created_at);
-- An id is all that links have.
create index check_runs_id on check_runs (id);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
-- With the id, so that the latest of each of several checks are found without sorting.
create index check_runs_check on check_runs (check_id, created_at desc nulls last, id desc);
create index check_runs_result on check_runs (result, created_at desc nulls last);
create index check_runs_check_result
  on check_runs (check_id, result, created_at desc nulls last, id desc)
  where result <> 'ok';
create index check_runs_kind on check_runs (kind, created_at desc nulls last);
create index check_runs_run on check_runs (run_id) where run_id is not null;
create index check_runs_trace on check_runs (trace_id, created_at desc nulls last)
  where trace_id is not null;

create table check_runs_hourly (
  bucket timestamptz not null,
  check_id uuid not null,
  ok integer not null,
  warning integer not null,
  critical integer not null,
  unknown integer not null,
  -- Of the runs that measured something.
  measured integer not null,
  value_sum double precision not null,
  value_max double precision,
  primary key (bucket, check_id)
) partition by range (bucket);
create index check_runs_hourly_check on check_runs_hourly (check_id, bucket);

create table check_runs_daily (
  -- Of the reporting time zone.
  bucket date not null,
  check_id uuid not null,
  ok integer not null,
  warning integer not null,
  critical integer not null,
  unknown integer not null,
  measured integer not null,
  value_sum double precision not null,
  value_max double precision,
  primary key (bucket, check_id)
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.
create index check_runs_daily_check on check_runs_daily (check_id, bucket);

-- What a check of the kind "heartbeat" waits for.
create table heartbeats (
  check_id uuid primary key references checks on delete cascade,
  -- In its address: whoever has it may ping.
  ping_id uuid not null unique,
  last_ping_at timestamptz(3),
  last_ping_kind text check (last_ping_kind in ('success', 'start', 'fail', 'log')),
  last_success_at timestamptz(3),
  -- The latest end that it told of was a failure, with this exit status if it named one.
  has_failed boolean not null default false,
  exit_status integer,
  -- Of the start whose end is not told yet.
  running_since timestamptz(3),
  running_rid uuid,
  last_duration_ms double precision,
  -- When the next ping is expected, and until when it is waited for.
  due_at timestamptz(3),
  down_at timestamptz(3)
) with (fillfactor = 70);

create table heartbeat_pings (
  created_at timestamptz(3) not null,
  id uuid not null,
  check_id uuid not null,
  kind text not null check (kind in ('success', 'start', 'fail', 'log')),
  exit_status integer,
  method text not null,
  user_agent text,
  rid uuid,
  -- Since the start of the same run.
  duration_ms double precision,
  body text not null,
  body_is_cut boolean not null,
  primary key (created_at, id)
) partition by range (created_at);
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index heartbeat_pings_check on heartbeat_pings (check_id, created_at desc nulls last);
create index heartbeat_pings_rid on heartbeat_pings (check_id, rid) where rid is not null;

-- What every console can look at without being told: to be changed or removed like any other.
with made as (
  insert into checks (
    id, kind, name, every_minutes, failures_before_alert, is_enabled, config, version,
    created_at, updated_at
  )
  select gen_random_uuid(), kind, name, 1, failures, true, config::jsonb, 1, now(), now()
  from (
    values
      ('cpu', 'CPU', 5,
        '{"kind":"cpu","warningAbovePercent":85,"criticalAbovePercent":95}'),
      ('memory', 'Memory', 5,
        '{"kind":"memory","warningAbovePercent":85,"criticalAbovePercent":95}'),
      ('disk', 'Disk', 3,
        '{"kind":"disk","path":"/","warningAbovePercent":85,"criticalAbovePercent":95}'),
      ('postgres', 'Console database', 3,
        '{"kind":"postgres","database":"own","warningAboveMs":250,"criticalAboveMs":2000,"warningAboveConnectionsPercent":80,"criticalAboveConnectionsPercent":95}')
  ) as built_in (kind, name, failures, config)
  returning id
)
insert into check_states (check_id, next_run_at) select id, now() from made;
