import type pg from 'pg';
import { doAll, refill } from '../api/refill.ts';

const invoicesOfEach = 3;

interface Given {
  readonly subscriptions: number;
  readonly before: Date;
  readonly timeZone: string;
}

/** Three years of customers who began, half of whom changed, left or came back since. */
const fillMovements =
  ({ subscriptions, before, timeZone }: Given) =>
  async (owner: pg.ClientBase): Promise<unknown> =>
    owner.query(
      `insert into revenue_movements (customer_id, currency, at, day, cohort, kind, amount,
         mrr_before, mrr_after, is_reconstructed, plan, plans, country, countries)
       select pg_temp.customer(n), case n % 20 when 0 then 'sek' else 'eur' end, at,
         (at at time zone $3)::date, date_trunc('month', began at time zone $3)::date, kind,
         mrr * (after - before), mrr * before, mrr * after, at < $2::timestamptz - interval '1 year',
         'plan ' || n % 12, 1, chr(65 + n % 26) || chr(65 + n % 5), 1
       from (
         select n, 10 + n % 90 as mrr, $2::timestamptz - (1 + n * 37 % 1095) * interval '1 day' as began,
           case when n % 20 < 10 then 0 when n % 20 < 14 then 1 when n % 20 < 16 then 2
             when n % 20 < 19 then 3 else 4 end as steps
         from generate_series(1, $1::int) n
       ) as drawn
       join (values (0, 'new', 0, 1), (1, 'expansion', 1, 1.5), (2, 'contraction', 1.5, 1.2),
         (3, 'churn', 1.2, 0), (4, 'reactivation', 0, 1)) as s (step, kind, before, after)
         on s.step <= drawn.steps,
       lateral (select began + step * ($2 - began) / 6 as at) as moment`,
      [subscriptions, before, timeZone],
    );

const fillInvoices =
  ({ subscriptions, before }: Given) =>
  async (owner: pg.ClientBase): Promise<unknown> =>
    owner.query(
      `insert into invoices (id, external_id, customer_id, subscription_id, told_by, number, status,
         currency, amount_due, amount_paid, attempt_count, next_attempt_at, created_at, told_at,
         metered_amount)
       select gen_random_uuid(), 'stripe:in_' || n || '_' || month, pg_temp.customer(n),
         pg_temp.subscription(n), 'stripe', 'A-' || n, case when is_open then 'open' else 'paid' end,
         'eur', 20, case when is_open then 0 else 20 end, case when is_open then 1 else 0 end,
         case when is_open then $2::timestamptz + n % 72 * interval '1 hour' end, at, at,
         case when n % 100 = 0 then 5 else 0 end
       from generate_series(1, $1::int) n, generate_series(0, ${invoicesOfEach - 1}) month,
         lateral (select $2::timestamptz - (month * 30 + n % 30) * interval '1 day' as at,
           month = 0 and n % 50 = 0 as is_open) as drawn`,
      [subscriptions, before],
    );

const fillSubscriptions = async (
  owner: pg.ClientBase,
  { subscriptions, before }: Given,
): Promise<void> => {
  await owner.query(
    `insert into organizations (id, external_id, name, created_at)
     select pg_temp.customer(n)::uuid, 'acme_' || n, 'Organization ' || n, $2
     from generate_series(1, $1::int) n on conflict do nothing`,
    [subscriptions, before],
  );
  await owner.query(
    `insert into subscriptions (id, external_id, customer_id, organization_id, told_by, status, plan,
       currency, started_at, trial_ends_at, cancel_at, told_at)
     select pg_temp.subscription(n), 'stripe:sub_' || n, pg_temp.customer(n),
       pg_temp.customer(n)::uuid, 'stripe', case n % 40 when 0 then 'trialing' else 'active' end,
       'team', 'eur', $2::timestamptz - (1 + n * 37 % 1095) * interval '1 day',
       case n % 40 when 0 then $2::timestamptz + n % 60 * interval '1 day' end,
       case n % 50 when 1 then $2::timestamptz + n % 90 * interval '1 day' end, $2
     from generate_series(1, $1::int) n`,
    [subscriptions, before],
  );
  await owner.query('vacuum analyze organizations, subscriptions');
};

/** Summed up as they are when they are recorded. */
const sumUp = async (owner: pg.ClientBase): Promise<void> => {
  await owner.query(
    `insert into revenue_daily
     select day, currency, kind, sum(amount), count(*) from revenue_movements group by 1, 2, 3`,
  );
  await owner.query(
    `insert into revenue_cohorts
     select cohort, date_trunc('month', day)::date, currency,
       sum(case kind when 'churn' then -1 else 1 end)
     from revenue_movements where kind in ('new', 'reactivation', 'churn') group by 1, 2, 3`,
  );
  await owner.query(
    `insert into revenue_groups
     select d.dimension, s.span, s.first, 1, d.value, currency, kind, sum(amount), count(*)
     from revenue_movements m,
       lateral (values ('day', m.day), ('month', date_trunc('month', m.day)::date)) as s (span, first),
       lateral (values ('plan', m.plan), ('country', m.country)) as d (dimension, value)
     group by 1, 2, 3, 4, 5, 6, 7`,
  );
  await owner.query('vacuum analyze revenue_daily, revenue_cohorts, revenue_groups');
};

const nameThings = (owner: pg.ClientBase): Promise<unknown> =>
  owner.query(
    `create function pg_temp.customer(n int) returns text language sql immutable
       return '00000000-0000-7000-b000-' || lpad(to_hex(n), 12, '0');
     create function pg_temp.subscription(n int) returns uuid language sql immutable
       return ('00000000-0000-7000-a000-' || lpad(to_hex(n), 12, '0'))::uuid`,
  );

/** So many subscriptions of as many customers, with their movements, sums and invoices. */
export const fillRevenue = (ownerUrl: string, given: Given): Promise<void> =>
  doAll(ownerUrl, [
    async (owner) => {
      await nameThings(owner);
      await refill(owner, 'revenue_movements', fillMovements(given));
      await sumUp(owner);
    },
    async (owner) => {
      await nameThings(owner);
      await refill(owner, 'invoices', fillInvoices(given));
      await fillSubscriptions(owner, given);
    },
  ]);
