-- What is known of a load test beside its runs.

alter table load_tests
  -- Since when it is run every week; null of one that is not. Before, no run was missed.
  add column scheduled_since timestamptz(3),
  -- What later runs are compared with; null: the last that passed.
  add column baseline_run_id uuid references load_test_runs;
