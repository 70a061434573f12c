import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';

/** An amount of a customer in one currency: major units, decimal text. */
export interface CustomerAmount {
  readonly customerId: string;
  readonly currency: string;
  readonly amount: string;
}

export interface WeighedDays {
  readonly first: string;
  readonly last: string;
  readonly now: Date;
  /** What an MRR that changes on a day earns from there to the last, in months. */
  readonly months: readonly { readonly day: string; readonly months: string }[];
}

/** What did each customer's MRR come to, day by day? All of revenue_movements up to the last day. */
export const sumRecurring = async (
  trx: Transaction,
  { first, last, now, months }: WeighedDays,
): Promise<CustomerAmount[]> => {
  const { rows } = await sql<CustomerAmount>`
    select m.customer_id as "customerId", m.currency, sum(m.amount * earned.months) as amount
    from revenue_movements m
    join unnest(
      ${months.map(({ day }) => day)}::date[], ${months.map((each) => each.months)}::numeric[]
    ) as earned (day, months) on earned.day = greatest(m.day, ${first}::date)
    where m.day <= ${last}::date and m.at <= ${now}
    group by 1, 2
    having sum(m.amount * earned.months) <> 0`.execute(trx);
  return rows;
};

/** What was each customer billed for use? invoices_metered, then the subscriptions' primary key. */
export const sumMeteredByCustomer = async (
  trx: Transaction,
  { first, last, now, timeZone }: Period & { now: Date; timeZone: string },
): Promise<CustomerAmount[]> => {
  const { rows } = await sql<CustomerAmount>`
    select coalesce(s.customer_id, i.customer_id, '') as "customerId", i.currency,
      sum(i.metered_amount) as amount
    from invoices i left join subscriptions s on s.id = i.subscription_id
    where i.metered_amount <> 0 and i.status in ('open', 'paid', 'uncollectible')
      and i.created_at >= ${first}::date::timestamp at time zone ${timeZone}
      and i.created_at < (${last}::date + 1)::timestamp at time zone ${timeZone}
      and i.created_at <= ${now}
    group by 1, 2`.execute(trx);
  return rows;
};

/** Whether anybody ever told of a subscription. */
export const hasSubscriptions = async (trx: Transaction): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from subscriptions) as found`.execute(trx);
  return rows[0]?.found ?? false;
};
