import { one, type Queryable } from '../database/pool.ts';
import type { Page } from '../http/input.ts';
import type { LeadStage } from './stages.ts';

export interface Lead {
  readonly id: string;
  readonly companyId: string;
  readonly ownerId: string | null;
  readonly stage: LeadStage;
  readonly valueUsd: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = `id, company_id as "companyId", owner_id as "ownerId", stage,
  value_usd as "valueUsd", created_at as "createdAt", updated_at as "updatedAt"`;

/** @throws a unique violation when the company is a lead already */
export const insertLead = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  { companyId, valueUsd }: { companyId: string; valueUsd: number | undefined },
): Promise<Lead> => {
  const { rows } = await db.query<Lead>(
    `insert into leads (organization_id, company_id, owner_id, value_usd) values ($1, $2, $3, $4)
     returning ${columns}`,
    [organizationId, companyId, userId, valueUsd],
  );
  return one(rows);
};

/** Latest changed first; leads_organization. */
export const listLeads = async (
  db: Queryable,
  organizationId: string,
  stage: LeadStage | undefined,
  { limit, offset }: Page,
): Promise<Lead[]> => {
  const { rows } = await db.query<Lead>(
    `select ${columns} from leads where organization_id = $1 and ($2::text is null or stage = $2)
     order by updated_at desc limit $3 offset $4`,
    [organizationId, stage, limit, offset],
  );
  return rows;
};

export const findLead = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Lead | undefined> => {
  const { rows } = await db.query<Lead>(
    `select ${columns} from leads where organization_id = $1 and id = $2`,
    [organizationId, id],
  );
  return rows[0];
};

export const updateLead = async (
  db: Queryable,
  id: string,
  { stage, valueUsd }: { stage: LeadStage | undefined; valueUsd: number | undefined },
): Promise<Lead> => {
  const { rows } = await db.query<Lead>(
    `update leads set stage = coalesce($2, stage), value_usd = coalesce($3, value_usd),
       updated_at = now()
     where id = $1 returning ${columns}`,
    [id, stage, valueUsd],
  );
  return one(rows);
};

/** What was deleted; nothing when it is not there. */
export const deleteLead = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Lead | undefined> => {
  const { rows } = await db.query<Lead>(
    `delete from leads where organization_id = $1 and id = $2 returning ${columns}`,
    [organizationId, id],
  );
  return rows[0];
};
