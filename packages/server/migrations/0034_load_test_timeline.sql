-- How a run of a load test went over its time, where its report tells.

alter table load_test_runs add column timeline jsonb;
