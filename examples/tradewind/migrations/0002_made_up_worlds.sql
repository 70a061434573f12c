-- Only of the demo: made-up customers, and how much of their past is done.
create table made_up_worlds (
  seed text primary key,
  begins_at timestamptz not null,
  -- The rows of so many of them are in the tables above.
  settled_customers integer not null default 0,
  -- Taffrail knows their names.
  introduced_at timestamptz,
  -- Taffrail has been told the past of so many of them.
  told_customers integer not null default 0
);
