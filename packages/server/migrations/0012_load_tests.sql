-- Runs of load tests, as k6, Artillery, autocannon and Locust report them.

create table load_tests (
  id uuid primary key,
  name text collate "C" not null unique,
  created_at timestamptz not null
);

create table load_test_runs (
  id uuid primary key,
  load_test_id uuid not null references load_tests,
  -- The sender's own id of the run, or that of its delivery: sent again, it is the same.
  external_id text collate "C" not null,
  -- When it began.
  created_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  -- Null of a run that was missed.
  tool text check (tool in ('k6', 'artillery', 'autocannon', 'locust')),
  verdict text not null
    check (verdict in ('passed', 'failed', 'aborted', 'missed', 'unknown')),
  verdict_reason text not null,
  duration_ms double precision,
  virtual_users bigint,
  virtual_users_counted text check (virtual_users_counted in ('concurrent', 'started')),
  requests bigint,
  failed bigint,
  average_ms double precision,
  -- 95, or the nearest above that the tool tells.
  tail_percentile double precision,
  tail_ms double precision,
  thresholds jsonb not null,
  routes jsonb not null,
  -- What a provider says of it, each sentence with the rows it rests on.
  analysis jsonb,
  unique (load_test_id, external_id),
  check (num_nulls(virtual_users, virtual_users_counted) <> 1),
  check (num_nulls(tail_percentile, tail_ms) <> 1)
);
create index load_test_runs_latest on load_test_runs (created_at desc, id desc);
create index load_test_runs_verdict on load_test_runs (verdict, created_at desc, id desc);
create index load_test_runs_test on load_test_runs (load_test_id, created_at desc, id desc);

-- Some of the requests that failed. The time is that of arrival, so that a partition is there.
create table load_test_samples (
  created_at timestamptz(3) not null,
  id uuid not null,
  run_id uuid not null,
  position integer not null,
  method text,
  endpoint text not null,
  -- Null when there was no answer.
  status_code smallint,
  error text,
  url text,
  response_body text,
  duration_ms double precision,
  -- How many requests of the run failed alike.
  occurrences bigint,
  primary key (created_at, id)
) partition by range (created_at);
create index load_test_samples_run on load_test_samples (run_id, position);

-- What was attempted because of a run?
create index autofix_runs_load_test on autofix_runs (trigger_id, created_at desc)
  where trigger = 'load_test';
