-- What customers pay every month, and how that moved.

create table subscriptions (
  id uuid primary key,
  -- Stripe's, or the product's own.
  external_id text collate "C" not null unique,
  -- Whose it is: the organization, or where that is not known, the customer at the source.
  customer_id text collate "C" not null,
  organization_id uuid,
  told_by text not null check (told_by in ('stripe', 'product', 'sdk')),
  status text not null,
  plan text,
  currency text not null,
  started_at timestamptz not null,
  trial_ends_at timestamptz,
  cancel_at timestamptz,
  ended_at timestamptz,
  -- The moment whose state this is: what is older does not replace it.
  told_at timestamptz not null
);
create index subscriptions_customer on subscriptions (customer_id);
create index subscriptions_organization on subscriptions (organization_id);
create index subscriptions_trial on subscriptions (trial_ends_at) where status = 'trialing';
create index subscriptions_leaving on subscriptions (cancel_at) where ended_at is null;

-- What a subscription was from a moment on, until the next that is known.
create table subscription_events (
  subscription_id uuid not null references subscriptions on delete cascade,
  at timestamptz not null,
  -- As the rules see it (revenue/rules/subscription.ts).
  snapshot jsonb not null,
  -- Of the time before anybody told of it: out of invoices and dates.
  is_reconstructed boolean not null,
  primary key (subscription_id, at)
);

-- A customer's MRR went from one amount to another. Those to come, too: an announced end, a
-- discount that runs out.
create table revenue_movements (
  customer_id text collate "C" not null,
  -- The reporting currency, or one without a rate: shown as it is, never dropped.
  currency text not null,
  at timestamptz not null,
  -- Of the reporting time zone.
  day date not null,
  kind text not null check (kind in ('new', 'expansion', 'contraction', 'churn', 'reactivation')),
  amount numeric(20, 3) not null,
  mrr_before numeric(20, 3) not null,
  mrr_after numeric(20, 3) not null,
  is_reconstructed boolean not null,
  primary key (customer_id, currency, at)
);
create index revenue_movements_day on revenue_movements (day, kind);

-- The sums of revenue_movements by day, written in the same transaction. MRR at the end of a day is
-- the sum of all amounts up to it.
create table revenue_daily (
  day date not null,
  currency text not null,
  kind text not null,
  amount numeric(20, 3) not null,
  customers integer not null,
  primary key (day, currency, kind)
);
