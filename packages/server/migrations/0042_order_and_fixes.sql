-- What is told of one moment, in whatever order it arrives; and what became of fixes.

-- By what it was told, where who tells names that: of one moment each event is kept, and the names
-- order them.
alter table subscription_events
  add column event_id text collate "C" not null default '',
  -- As it was then; the snapshot has what rules go by.
  add column plan text,
  drop constraint subscription_events_pkey,
  add primary key (subscription_id, at, event_id);
alter table subscriptions add column told_event text collate "C" not null default '';
alter table invoices add column told_event text collate "C" not null default '';

-- What tests said of a fix, and of which workflow and branch CI failed.
alter table autofix_runs
  add column verification text check (verification in ('passed', 'failed', 'not_run')),
  add column tests_passed integer,
  add column tests_failed integer,
  add column workflow text,
  add column branch text;

-- What failed in which run, for ever: whether it came back is asked after samples are gone.
create table load_test_failures (
  run_id uuid not null references load_test_runs on delete cascade,
  load_test_id uuid not null references load_tests,
  -- When the run began.
  created_at timestamptz(3) not null,
  method text,
  endpoint text not null,
  -- Null when there was no answer.
  status_code smallint,
  unique nulls not distinct (run_id, endpoint, status_code, method)
);
create index load_test_failures_alike
  on load_test_failures (load_test_id, endpoint, status_code, created_at desc);
insert into load_test_failures
select distinct r.id, r.load_test_id, r.created_at, s.method, s.endpoint, s.status_code
from load_test_samples s join load_test_runs r on r.id = s.run_id;

-- A fix names the run that it is of by the id that its report was sent with.
create index load_test_runs_external on load_test_runs (external_id, created_at desc);
-- When a test passed last before a run.
create index load_test_runs_passed on load_test_runs (load_test_id, created_at desc, id desc)
  where verdict = 'passed';
-- Whether the workflow that an agent mended fails again on its branch.
create index alerts_workflow on alerts ((labels ->> 'workflow'), (labels ->> 'branch'))
  where source_kind = 'github';
