-- How an organization pays: by card, which Stripe sees to, or by an invoice of ours.
alter table organizations
  add column pays_by text not null default 'invoice' check (pays_by in ('invoice', 'card')),
  add column currency text not null default 'usd',
  add column bills_every text not null default 'month' check (bills_every in ('month', 'year'));

alter table subscriptions
  -- The first plan that is paid for begins with a trial; it is one until it has ended.
  add column is_trial boolean not null default false,
  add column trial_ends_at timestamptz,
  -- The end that was announced.
  add column cancel_at timestamptz;
create index subscriptions_trial on subscriptions (trial_ends_at) where is_trial;
create index subscriptions_cancel on subscriptions (cancel_at)
  where cancel_at is not null and ended_at is null;

alter table made_up_worlds
  -- All of the past is in the tables.
  add column settled_at timestamptz,
  -- What stands around Tradewind has reported up to this moment.
  add column reported_until timestamptz;
