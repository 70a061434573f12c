import type { PlanRevenue } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

type PlanRow = Omit<PlanRevenue, 'kind'> & { readonly plans: number };

/**
 * What do the customers of each plan pay now? The last movement of each customer by
 * revenue_movements_pkey, and subscriptions whole: asked for seldom, and kept when it is costly.
 * Movements are of customers, so those with several plans stand apart.
 */
export const sumByPlan = async (
  db: Database,
  { now, reporting }: { now: Date; reporting: string },
): Promise<PlanRow[]> => {
  const { rows } = await sql<PlanRow>`
    select case p.plans when 1 then p.plan end as plan, least(coalesce(p.plans, 0), 2) as plans,
      m.currency, sum(m.mrr_after) as mrr, count(*)::int as subscribers
    from (
      select distinct on (customer_id, currency) customer_id, currency, mrr_after
      from revenue_movements where at <= ${now}
      order by customer_id, currency, at desc
    ) as m
    left join (
      select customer_id, min(plan) as plan, count(distinct plan)::int as plans
      from subscriptions
      where status in ('active', 'past_due') and started_at <= ${now}
        and (ended_at is null or ended_at > ${now})
      group by customer_id
    ) as p on p.customer_id = m.customer_id
    where m.mrr_after > 0
    group by 1, 2, 3
    order by (m.currency = ${reporting}) desc, m.currency, mrr desc, plan`.execute(db);
  return rows;
};
