import type { Queryable } from '../database/pool.ts';
import { plans, type PlanName } from './plans.ts';

export const beginSubscription = async (
  db: Queryable,
  organizationId: string,
  plan: PlanName,
): Promise<void> => {
  await db.query(
    'insert into subscriptions (organization_id, plan, monthly_usd) values ($1, $2, $3)',
    [organizationId, plan, plans[plan].monthlyUsd],
  );
};

export const endSubscription = async (db: Queryable, organizationId: string): Promise<void> => {
  await db.query(
    `update subscriptions set ended_at = now() where organization_id = $1 and ended_at is null`,
    [organizationId],
  );
};
