import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';

export interface OrganizationCost {
  /** Null of jobs that named none. */
  readonly organizationId: string | null;
  readonly costUsd: string;
  readonly jobs: number;
  readonly unpricedJobs: number;
}

/** What did the jobs of each organization cost? The key of usage_organizations_daily. */
export const listOrganizationCosts = async (
  trx: Transaction,
  { first, last }: Period,
): Promise<OrganizationCost[]> => {
  const { rows } = await sql<OrganizationCost>`
    select organization_id as "organizationId", sum(cost_usd) as "costUsd",
      sum(jobs)::bigint as jobs, sum(unpriced_jobs)::bigint as "unpricedJobs"
    from usage_organizations_daily where day >= ${first}::date and day <= ${last}::date
    group by 1`.execute(trx);
  return rows;
};

export interface KnownOrganization {
  readonly id: string;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly plan: string | null;
}

/** The primary key of organizations. */
export const listOrganizations = async (
  db: Database | Transaction,
  ids: readonly string[],
): Promise<KnownOrganization[]> => {
  const { rows } = await sql<KnownOrganization>`
    select id, external_id as "externalId", name, plan from organizations
    where id = any(${ids}::uuid[])`.execute(db);
  return rows;
};
