import { one, type Queryable } from '../database/pool.ts';

export interface Batch {
  readonly id: string;
  readonly companyIds: readonly string[];
  readonly state: 'running' | 'completed' | 'failed';
  readonly lookedUp: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `id, company_ids as "companyIds", state, looked_up as "lookedUp", error,
  created_at as "createdAt", finished_at as "finishedAt"`;

export const insertBatch = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  companyIds: readonly string[],
): Promise<Batch> => {
  const { rows } = await db.query<Batch>(
    `insert into batches (organization_id, started_by, company_ids) values ($1, $2, $3)
     returning ${columns}`,
    [organizationId, userId, companyIds],
  );
  return one(rows);
};

export const findBatch = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Batch | undefined> => {
  const { rows } = await db.query<Batch>(
    `select ${columns} from batches where organization_id = $1 and id = $2`,
    [organizationId, id],
  );
  return rows[0];
};

export const listBatches = async (db: Queryable, organizationId: string): Promise<Batch[]> => {
  const { rows } = await db.query<Batch>(
    `select ${columns} from batches where organization_id = $1 order by created_at desc limit 50`,
    [organizationId],
  );
  return rows;
};

export const finishBatch = async (
  db: Queryable,
  id: string,
  { lookedUp, error }: Pick<Batch, 'lookedUp' | 'error'>,
): Promise<void> => {
  await db.query(
    `update batches set state = case when $3::text is null then 'completed' else 'failed' end,
       looked_up = $2, error = $3, finished_at = now()
     where id = $1`,
    [id, lookedUp, error],
  );
};
