-- What is concluded of the time before anybody told of a subscription, and what could not be read.

-- What was so before the snapshot, where who told of it knows (revenue/rules/story.ts).
alter table subscription_events add column before jsonb;

-- What the lines of an invoice tell of its subscription (stripe/history/invoice-lines.ts).
alter table invoices add column lines jsonb;
-- Of what was billed, what was used: no recurring revenue.
alter table invoices add column metered_amount numeric(20, 3) not null default 0;
create index invoices_metered on invoices (created_at) where metered_amount <> 0;

-- What cannot be read stays, with the reason, until somebody has it read again.
alter table told_subscriptions add column failed_at timestamptz(3);
alter table told_subscriptions add column failure text;
create index told_subscriptions_waiting on told_subscriptions (received_at, ordinal, id)
  where failed_at is null;
create index told_subscriptions_failed on told_subscriptions (failed_at, id)
  where failed_at is not null;
