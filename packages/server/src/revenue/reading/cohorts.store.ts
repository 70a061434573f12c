import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** Months by their first day. */
export interface CohortMonth {
  readonly cohort: string;
  readonly month: string;
  readonly customers: number;
}

/**
 * By how many did those who pay become more or fewer, by cohort and month? revenue_cohorts, which
 * has a row for each two months and currency.
 */
export const listCohorts = async (
  trx: Transaction,
  first: string,
  last: string,
): Promise<CohortMonth[]> => {
  const { rows } = await sql<CohortMonth>`
    select cohort, month, sum(customers)::int as customers from revenue_cohorts
    where cohort >= ${first}::date and cohort <= ${last}::date and month <= ${last}::date
    group by cohort, month`.execute(trx);
  return rows;
};

/** How many began to pay in each month? The primary key of revenue_daily. */
export const listStarted = async (
  trx: Transaction,
  firstDay: string,
  lastDay: string,
): Promise<Pick<CohortMonth, 'month' | 'customers'>[]> => {
  const { rows } = await sql<Pick<CohortMonth, 'month' | 'customers'>>`
    select date_trunc('month', day)::date as month, sum(customers)::int as customers
    from revenue_daily
    where day >= ${firstDay}::date and day <= ${lastDay}::date and kind = 'new'
    group by 1`.execute(trx);
  return rows;
};

/** What moves in the rest of a month, by cohort? revenue_movements_day. */
export const sumLaterByCohort = async (
  trx: Transaction,
  { today, now, monthEnd }: { today: string; now: Date; monthEnd: string },
): Promise<(CohortMonth & { readonly started: number })[]> => {
  const { rows } = await sql<CohortMonth & { readonly started: number }>`
    select cohort, date_trunc('month', day)::date as month,
      sum(case kind when 'churn' then -1 else 1 end)::int as customers,
      (count(*) filter (where kind = 'new'))::int as started
    from revenue_movements
    where day >= ${today}::date and day <= ${monthEnd}::date and at > ${now}
      and kind in ('new', 'reactivation', 'churn')
    group by 1, 2`.execute(trx);
  return rows;
};
