import { one, type Queryable } from '../database/pool.ts';

export interface Headhunt {
  readonly id: string;
  readonly companyId: string;
  readonly position: string;
  readonly state: 'running' | 'completed';
  readonly found: number | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `id, company_id as "companyId", position, state, found, created_at as "createdAt",
  finished_at as "finishedAt"`;

export const insertHeadhunt = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  { companyId, position }: Pick<Headhunt, 'companyId' | 'position'>,
): Promise<Headhunt> => {
  const { rows } = await db.query<Headhunt>(
    `insert into headhunts (organization_id, started_by, company_id, position)
     values ($1, $2, $3, $4) returning ${columns}`,
    [organizationId, userId, companyId, position],
  );
  return one(rows);
};

export const findHeadhunt = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Headhunt | undefined> => {
  const { rows } = await db.query<Headhunt>(
    `select ${columns} from headhunts where organization_id = $1 and id = $2`,
    [organizationId, id],
  );
  return rows[0];
};

export const finishHeadhunt = async (db: Queryable, id: string, found: number): Promise<void> => {
  await db.query(
    `update headhunts set state = 'completed', found = $2, finished_at = now() where id = $1`,
    [id, found],
  );
};
