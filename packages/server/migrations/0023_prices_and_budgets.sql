-- What models cost, what jobs would cost by newer prices, and what may be spent.

create table model_prices (
  id uuid primary key,
  -- As prices/book/provider-names.ts names it; `*` stands for any.
  provider text collate "C" not null,
  -- Lower case; `*` stands for any characters.
  model_pattern text collate "C" not null,
  -- In force from here, until the next price of the same provider and pattern.
  effective_from timestamptz(3) not null,
  -- Null unless it was ended: from here on nothing is known of the model by this pattern.
  effective_to timestamptz(3),
  -- US dollars for a million tokens.
  input_usd numeric(20, 8) not null check (input_usd >= 0),
  output_usd numeric(20, 8) not null check (output_usd >= 0),
  -- Null: these cost what the tokens cost that they are among.
  cached_read_usd numeric(20, 8) check (cached_read_usd >= 0),
  cached_write_usd numeric(20, 8) check (cached_write_usd >= 0),
  reasoning_usd numeric(20, 8) check (reasoning_usd >= 0),
  -- Other prices of a job whose input is larger, as the contract's PriceTier has them.
  tiers jsonb not null default '[]',
  origin text not null check (origin in ('shipped', 'imported', 'operator')),
  -- Where the numbers are from, in words.
  source text,
  created_at timestamptz(3) not null,
  -- Since when another price of the same moment stands in its place: kept, since jobs name it.
  replaced_at timestamptz(3),
  check (effective_to > effective_from)
);
create unique index model_prices_moment on model_prices (provider, model_pattern, effective_from)
  where replaced_at is null;

-- One look at what jobs cost by the prices of now, and what was done about it.
create table recostings (
  id uuid primary key,
  created_at timestamptz(3) not null,
  -- The operator or key, as the audit log names them.
  created_by text not null,
  state text not null check (state in (
    'previewing', 'previewed', 'applying', 'applied', 'taking_back', 'taken_back', 'discarded'
  )),
  -- Of the jobs that are looked at.
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null,
  provider text,
  model text,
  -- Of the price book that it was previewed with.
  book text not null,
  -- How far the step under way has come: jobs that were looked at, or changes that were made.
  rows_done bigint not null default 0,
  rows_total bigint not null default 0,
  -- The last row of the step under way that was done.
  position_at timestamptz(3),
  position_id uuid,
  -- The differences by month, provider and model, once they are known.
  preview jsonb,
  -- Changes that were not made, since something else had changed the job meanwhile.
  skipped bigint not null default 0,
  -- Of the last attempt, while it is tried again.
  failure text,
  finished_at timestamptz(3)
);
create index recostings_latest on recostings (created_at desc, id desc);
-- No two move the same costs at the same time.
create unique index recostings_under_way on recostings ((true))
  where state in ('previewing', 'applying', 'taking_back');

-- What a job cost and would cost, so that exactly what was shown is applied, and can be taken back.
create table recosting_changes (
  recosting_id uuid not null references recostings on delete cascade,
  -- Of the job.
  created_at timestamptz(3) not null,
  id uuid not null,
  from_cost_usd numeric(14, 8),
  from_price_id text,
  to_cost_usd numeric(14, 8),
  to_price_id text,
  primary key (recosting_id, created_at, id)
);

create table budgets (
  id uuid primary key,
  -- Of an organization, of a route, or with neither of everything that AI jobs cost.
  organization_id uuid,
  route text collate "C",
  -- Of the reporting time zone.
  period text not null check (period in ('day', 'month')),
  soft_usd numeric(14, 4) check (soft_usd > 0),
  hard_usd numeric(14, 4) check (hard_usd > 0),
  -- What a guard in the product answers while it does not know what was spent.
  on_unknown text not null check (on_unknown in ('open', 'closed')),
  created_at timestamptz(3) not null,
  unique nulls not distinct (organization_id, route, period),
  check (organization_id is null or route is null),
  check (num_nulls(soft_usd, hard_usd) < 2),
  check (soft_usd <= hard_usd)
);
