-- What the revenue page shows besides sums: retention, and what came last.

-- The month in which the customer began to pay, its first day: the one of the first movement.
alter table revenue_movements add column cohort date;
update revenue_movements m set cohort = first.cohort
from (
  select customer_id, currency, date_trunc('month', min(day))::date as cohort
  from revenue_movements group by customer_id, currency
) as first
where (m.customer_id, m.currency) = (first.customer_id, first.currency);

-- By how many those who pay became more or fewer in a month, of those who began in another: the
-- sums of revenue_movements, written in the same transaction.
create table revenue_cohorts (
  cohort date not null,
  month date not null,
  currency text not null,
  customers integer not null,
  primary key (cohort, month, currency)
);
insert into revenue_cohorts
select cohort, date_trunc('month', day)::date, currency,
  sum(case kind when 'churn' then -1 else 1 end)
from revenue_movements where kind in ('new', 'reactivation', 'churn')
group by 1, 2, 3;

-- The newest of a kind.
create index revenue_movements_latest on revenue_movements (kind, at desc);
-- What each source told last.
create index subscriptions_told on subscriptions (told_by, told_at);
