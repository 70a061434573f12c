-- Deliveries that try a source out, and what the pages of fixes ask for.

-- Sent by the console itself to try a source out: read like any other, and then undone.
alter table inbox add column is_test boolean not null default false;
create index inbox_test on inbox (source_id, received_at desc) where is_test;

create index autofix_runs_repository on autofix_runs (repository, created_at desc, id desc);
-- Everything that the figures of a range are made of, so that its rows are not looked up.
create index autofix_runs_figures on autofix_runs (created_at, trigger, outcome, repository);
