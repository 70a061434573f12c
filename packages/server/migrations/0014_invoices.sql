-- Invoices, as those who send them tell of them.

create table invoices (
  id uuid primary key,
  -- At whoever told of it.
  external_id text collate "C" not null unique,
  -- As in subscriptions, where the organization is not known.
  customer_id text collate "C",
  -- Without a reference: invoices may be told of first.
  subscription_id uuid,
  told_by text not null check (told_by in ('stripe')),
  number text,
  status text not null
    check (status in ('draft', 'open', 'paid', 'uncollectible', 'void', 'deleted')),
  currency text not null,
  amount_due numeric(20, 3) not null,
  amount_paid numeric(20, 3) not null,
  -- How often it was tried to collect it.
  attempt_count integer not null,
  next_attempt_at timestamptz,
  due_at timestamptz,
  created_at timestamptz not null,
  -- Where the customer sees it.
  url text,
  -- The moment whose state this is: what is older does not replace it.
  told_at timestamptz not null
);
create index invoices_latest on invoices (created_at desc, id desc);
create index invoices_subscription on invoices (subscription_id);
-- Payments that failed, and those that are still tried.
create index invoices_failed on invoices (next_attempt_at, id)
  where status = 'open' and attempt_count > 0;
