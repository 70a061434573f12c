import { sql, type Insertable, type Selectable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';

export type BudgetRow = Selectable<Schema['budgets']>;

/** A budget and what of it is spent. */
export interface SpentBudgetRow extends BudgetRow {
  readonly organization_external_id: string | null;
  readonly organization_name: string | null;
  /** The first day of its period and the last. */
  readonly from_day: string;
  readonly to_day: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly spent_usd: string;
  readonly unpriced_jobs: number;
}

/**
 * What was spent of each budget in the day or month under way? Two rollups of the month so far: the
 * rows of usage_totals_daily, some tens a day, by its key; of usage_organizations_daily those of the
 * organizations that have a budget, a row a day, by usage_organizations_daily_organization.
 */
export const listSpentBudgets = async (
  db: Database,
  { now, timeZone, limit }: { now: Date; timeZone: string; limit: number },
): Promise<SpentBudgetRow[]> => {
  const { rows } = await sql<SpentBudgetRow>`
    with today as (
      select (${now}::timestamptz at time zone ${timeZone})::date as day
    ), periods as (
      select 'day' as period, day as from_day, day as to_day from today
      union all
      select 'month', date_trunc('month', day)::date,
        (date_trunc('month', day) + interval '1 month - 1 day')::date
      from today
    ), of_routes as materialized (
      select p.period, u.route, sum(u.cost_usd) as usd, sum(u.unpriced_jobs) as unpriced
      from periods p
      join usage_totals_daily u on u.day between p.from_day and p.to_day
      group by p.period, u.route
    ), of_organizations as materialized (
      select b.id, sum(u.cost_usd) as usd, sum(u.unpriced_jobs) as unpriced
      from budgets b
      join periods p on p.period = b.period
      join usage_organizations_daily u
        on u.organization_id = b.organization_id and u.day between p.from_day and p.to_day
      group by b.id
    )
    select b.*, o.external_id as organization_external_id, o.name as organization_name,
      p.from_day, p.to_day,
      p.from_day::timestamp at time zone ${timeZone} as starts_at,
      (p.to_day + 1)::timestamp at time zone ${timeZone} as ends_at,
      coalesce(spent.usd, 0)::numeric(30, 8) as spent_usd,
      coalesce(spent.unpriced, 0)::bigint as unpriced_jobs
    from budgets b
    join periods p on p.period = b.period
    left join organizations o on o.id = b.organization_id
    left join lateral (
      select usd, unpriced from of_organizations where id = b.id
      union all
      select sum(usd), sum(unpriced) from of_routes r
      where b.organization_id is null and r.period = b.period
        and (b.route is null or r.route = b.route)
    ) as spent on spent.usd is not null
    order by b.organization_id is not null, b.route is not null, o.name, b.route, b.period desc, b.id
    limit ${limit}`.execute(db);
  return rows;
};

export const countBudgets = async (tx: Transaction): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*) as count from budgets`.execute(tx);
  return rows[0]?.count ?? 0;
};

export const isKnownOrganization = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx.selectFrom('organizations').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined;

/** Answers whether there was none of its scope and period. */
export const insertBudget = async (
  tx: Transaction,
  row: Insertable<Schema['budgets']>,
): Promise<boolean> => {
  const inserted = await tx
    .insertInto('budgets')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organization_id', 'route', 'period']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
};

export const lockBudget = async (tx: Transaction, id: string): Promise<BudgetRow> =>
  (await tx
    .selectFrom('budgets')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) ?? raise('not_found');

export const updateBudget = async (
  tx: Transaction,
  id: string,
  limits: Pick<BudgetRow, 'soft_usd' | 'hard_usd' | 'on_unknown'>,
): Promise<void> => {
  await tx.updateTable('budgets').set(limits).where('id', '=', id).execute();
};

export const deleteBudget = async (tx: Transaction, id: string): Promise<void> => {
  await tx.deleteFrom('budgets').where('id', '=', id).execute();
};
