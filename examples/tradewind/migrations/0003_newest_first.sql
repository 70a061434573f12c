-- The past is told in stretches, the newest first.
alter table made_up_worlds
  -- So many stretches have been told of all customers; told_customers counts in the one after them.
  add column told_stretches integer not null default 0,
  -- All of it has been told.
  add column told_at timestamptz;
