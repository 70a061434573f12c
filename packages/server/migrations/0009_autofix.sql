-- Every attempt of an agent to fix something, and what came of it.

create table autofix_runs (
  id uuid primary key,
  -- The sender's own id of the attempt: sent again, it is the same.
  external_id text collate "C" unique,
  -- When the attempt ended.
  created_at timestamptz(3) not null,
  received_at timestamptz not null,
  trigger text not null check (trigger in ('sentry', 'load_test', 'ci')),
  -- What was to be fixed: a Sentry issue, a load test run, a workflow run.
  trigger_id text,
  trigger_url text,
  outcome text not null check (outcome in ('fixed', 'skipped', 'failed')),
  title text not null,
  -- What the agent says it found and did.
  summary text,
  error text,
  repository text,
  commit_sha text,
  commit_url text,
  workflow_url text,
  model text,
  turns integer,
  duration_ms bigint,
  cost_usd numeric(14, 8),
  check (outcome <> 'fixed' or commit_sha is not null)
);
create index autofix_runs_latest on autofix_runs (created_at desc, id desc);
create index autofix_runs_outcome on autofix_runs (outcome, created_at desc, id desc);
create index autofix_runs_trigger on autofix_runs (trigger, created_at desc, id desc);
