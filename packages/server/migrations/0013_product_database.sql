-- What the product's own database holds, and whether it hangs together, as jobs saw it.

-- How many records there are of each model, by day of the reporting time zone.
create table record_counts (
  day date not null,
  -- As taffrail.config.ts calls it: companies.
  model text not null,
  -- The latest of the day; null while nothing could be counted on it.
  count bigint,
  -- at_least: there are more than are counted, and the table has no statistics.
  method text check (method in ('exact', 'estimated', 'at_least')),
  -- The highest of the day by that method.
  highest bigint,
  counted_at timestamptz,
  attempted_at timestamptz not null,
  -- Why the latest attempt came to nothing; null when it did not.
  failure text,
  primary key (model, day),
  check (num_nulls(count, method, highest, counted_at) in (0, 4))
) partition by range (day);

create table integrity_checks (
  id uuid primary key,
  -- What stays the same from run to run: kind and name.
  key text not null unique,
  kind text not null check (kind in ('foreign_key', 'reference', 'check')),
  title text not null,
  -- What must hold, in words of SQL.
  definition text not null,
  -- More affected rows than these make a warning, an error.
  warn_above bigint not null,
  error_above bigint not null,
  -- Shows the affected rows; a statement that mends them, which only people run.
  select_sql text not null,
  repair_sql text,
  created_at timestamptz not null,
  -- Since when there are affected rows; null when there were none the last time that it was known.
  affected_since timestamptz,
  -- Its foreign key was dropped, or it went from the configuration.
  removed_at timestamptz
);

create table integrity_results (
  check_id uuid not null,
  -- When its run began.
  created_at timestamptz not null,
  severity text not null
    check (severity in ('ok', 'warning', 'error', 'nothing_to_check', 'unknown')),
  -- Null when it is unknown.
  count bigint,
  sample_ids jsonb not null,
  duration_ms integer not null,
  -- Why it is unknown, and what Postgres said.
  failure text,
  message text,
  primary key (check_id, created_at),
  check ((severity = 'unknown') = (count is null))
) partition by range (created_at);

create table integrity_runs (
  created_at timestamptz primary key,
  finished_at timestamptz not null,
  -- Foreign keys that the product's schema declares, and how many of them could be checked.
  declared integer not null,
  declared_checked integer not null,
  configured integer not null,
  configured_checked integer not null,
  -- Why nothing could be asked; null when something could.
  failure text
) partition by range (created_at);
