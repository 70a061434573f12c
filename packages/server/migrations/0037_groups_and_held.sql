-- Revenue by plan and by country, and sources that are disabled for a while.

-- ISO 3166-1, two capitals; null where nobody told.
alter table subscriptions add column country text;
-- Stripe says it on its bills.
alter table invoices add column country text;

-- Which plan and country customers have: of their subscriptions that run, else of the one that ended
-- last. Null where none is known, and where several differ.
create function revenue_groups_of(customers text[])
returns table (customer_id text, plan text, plans smallint, country text, countries smallint)
language sql stable as $$
  select k.customer_id,
    case count(distinct k.plan) when 1 then min(k.plan) end,
    least(count(distinct k.plan), 2)::smallint,
    case count(distinct k.country) when 1 then min(k.country) end,
    least(count(distinct k.country), 2)::smallint
  from (
    select s.customer_id, s.plan, coalesce(s.country, i.country) as country,
      rank() over (
        partition by s.customer_id
        order by r.runs desc, case when not r.runs then coalesce(s.ended_at, s.told_at) end desc
      ) as rank
    from subscriptions s
    cross join lateral (
      select s.status in ('active', 'past_due') and s.ended_at is null as runs
    ) as r
    left join lateral (
      select b.country from invoices b
      where b.subscription_id = s.id and b.country is not null
      order by b.created_at desc limit 1
    ) as i on true
    where s.customer_id = any(customers)
  ) as k
  where k.rank = 1
  group by k.customer_id
$$;

-- Of the customer, as it is now. How many plans and countries it has: 2 are several.
alter table revenue_movements
  add column plan text,
  add column plans smallint not null default 0,
  add column country text,
  add column countries smallint not null default 0;
update revenue_movements m
set plan = g.plan, plans = g.plans, country = g.country, countries = g.countries
from revenue_groups_of(array(select distinct customer_id from subscriptions)) as g
where g.customer_id = m.customer_id and (g.plans > 0 or g.countries > 0);

-- The sums of revenue_movements by group, for days and for whole months, written in the same
-- transaction: a customer is in one group of each dimension, so groups add up to the whole.
create table revenue_groups (
  dimension text not null check (dimension in ('plan', 'country')),
  span text not null check (span in ('day', 'month')),
  -- The day, or the first of the month.
  first date not null,
  holds smallint not null,
  value text,
  currency text not null,
  kind text not null,
  amount numeric(20, 3) not null,
  customers integer not null,
  constraint revenue_groups_key
    unique nulls not distinct (dimension, span, first, holds, value, currency, kind)
);
create index revenue_groups_empty on revenue_groups (first) where customers = 0;
insert into revenue_groups
select d.dimension, s.span, s.first, d.holds, d.value, m.currency, m.kind, sum(m.amount), count(*)
from revenue_movements m
cross join lateral (
  values ('day', m.day), ('month', date_trunc('month', m.day)::date)
) as s (span, first)
cross join lateral (
  values ('plan', m.plans, m.plan), ('country', m.countries, m.country)
) as d (dimension, holds, value)
group by 1, 2, 3, 4, 5, 6, 7;

-- What comes of a source that is disabled is held, and read once it is enabled again.
alter table sources
  add column disabled_at timestamptz,
  -- Counts its changes, so that nobody changes what has been changed meanwhile.
  add column version integer not null default 1;
alter table inbox
  drop constraint inbox_state_check,
  add constraint inbox_state_check
    check (state in ('held', 'waiting', 'done', 'ignored', 'poisoned'));
create index inbox_held on inbox (source_id, received_at, id) where state = 'held';
