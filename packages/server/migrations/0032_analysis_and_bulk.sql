-- What analyses of alerts found, and what was done to many rows at once.

create table analysis_runs (
  -- When it began.
  created_at timestamptz(3) not null,
  -- Made of the run, its stage and the attempt: told again, it is the same.
  id uuid not null,
  -- Of the pipeline `alerts`, as far as it was made in one.
  run_id uuid,
  alert_id uuid,
  incident_id uuid,
  trace_id text,
  status text not null check (status in ('succeeded', 'failed')),
  provider text not null,
  -- Null of rules.
  model text,
  purpose text not null check (purpose in ('diagnosis', 'resolution')),
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric(14, 8) not null check (cost_usd >= 0),
  read_ms double precision not null,
  analyze_ms double precision not null,
  -- The likely cause, else the first that was found; and how likely.
  summary text,
  confidence numeric(4, 3) check (confidence between 0 and 1),
  -- Sentences with the rows that each rests on, as the contract's AnalysisFinding has them.
  findings jsonb not null default '[]',
  -- What was looked at: AnalysisInput.
  inputs jsonb not null default '[]',
  error_type text,
  error_message text,
  rating text check (rating in ('up', 'down')),
  rating_reason text,
  rated_at timestamptz(3),
  rated_by text,
  -- Goes up with each rating.
  version integer not null default 1,
  primary key (created_at, id),
  check (num_nulls(rating, rated_at, rated_by) in (0, 3))
) partition by range (created_at);
-- An id is all that links have.
create index analysis_runs_id on analysis_runs (id);
create index analysis_runs_run on analysis_runs (run_id) where run_id is not null;
-- "nulls last" as in activity_log: an order that the primary key does not offer.
create index analysis_runs_incident on analysis_runs (incident_id, created_at desc nulls last)
  where incident_id is not null;
create index analysis_runs_trace on analysis_runs (trace_id, created_at desc nulls last)
  where trace_id is not null;
create index analysis_runs_status on analysis_runs (status, created_at desc nulls last);
create index analysis_runs_provider on analysis_runs (provider, created_at desc nulls last);
create index analysis_runs_purpose on analysis_runs (purpose, created_at desc nulls last);
create index analysis_runs_rating on analysis_runs (rating, created_at desc nulls last);
-- The contract's expensiveAnalysisUsd.
create index analysis_runs_expensive on analysis_runs (created_at desc nulls last)
  where cost_usd >= 0.05;

create table analysis_runs_daily (
  -- Of the reporting time zone.
  day date not null,
  provider text not null,
  -- Empty where there is none.
  model text not null,
  runs bigint not null,
  failed bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cost_usd numeric(20, 8) not null,
  -- Of those that succeeded.
  latency_ms_sum double precision not null,
  primary key (day, provider, model)
) with (fillfactor = 50); -- Room for heap-only updates: today's rows are counted up all day.

-- Something done to many rows: a job works through them in their order.
create table bulk_actions (
  -- Chosen by whoever asked: asked again, it is the same.
  id uuid primary key,
  created_at timestamptz(3) not null,
  -- The operator or key, as the audit log names them.
  created_by text not null,
  actor_kind text not null check (actor_kind in ('operator', 'api_key')),
  actor_id uuid not null,
  action text not null check (
    action in ('alerts.resolve', 'incidents.acknowledge', 'incidents.resolve', 'runs.retry')
  ),
  state text not null check (state in ('waiting', 'running', 'done', 'cancelled')),
  note text,
  -- Of the list that the rows were taken from; null where they were named.
  filter jsonb,
  rows_total integer not null check (rows_total > 0),
  -- Every row before this position has been worked through.
  next_position integer not null default 0,
  rows_done integer not null default 0,
  rows_skipped integer not null default 0,
  rows_failed integer not null default 0,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  cancelled_by text,
  -- Of the last attempt, while it is tried again.
  failure text,
  check ((state = 'cancelled') = (cancelled_by is not null)),
  check ((state in ('done', 'cancelled')) = (finished_at is not null)),
  check (next_position = rows_done + rows_skipped + rows_failed),
  check (next_position <= rows_total)
) with (fillfactor = 70);
create index bulk_actions_latest on bulk_actions (created_at desc, id desc);
create index bulk_actions_action on bulk_actions (action, created_at desc, id desc);
create index bulk_actions_state on bulk_actions (state, created_at desc, id desc);

create table bulk_action_rows (
  bulk_action_id uuid not null references bulk_actions on delete cascade,
  position integer not null,
  -- Of the alert, incident or run.
  target_id uuid not null,
  -- As it was called when it was chosen.
  label text not null,
  state text not null default 'pending'
    check (state in ('pending', 'done', 'skipped', 'failed')),
  reason text,
  at timestamptz(3),
  primary key (bulk_action_id, position),
  check ((state = 'pending') = (at is null))
) with (fillfactor = 80);
create index bulk_action_rows_state on bulk_action_rows (bulk_action_id, state, position);
