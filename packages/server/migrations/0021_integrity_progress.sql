-- How far the run has come that is under way: one row, and none between runs. A run that died left
-- its own, which the next takes away; nobody believes one that is older than a run may last.
create table integrity_progress (
  started_at timestamptz primary key,
  checked integer not null,
  total integer not null
);
