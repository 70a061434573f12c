import { one, type Queryable, type Transaction } from '../database/pool.ts';

export type CreditReason = 'grant' | 'purchase' | 'discovery' | 'headhunt' | 'batch' | 'contact';

export interface CreditEntry {
  readonly id: string;
  readonly organizationId: string;
  /** Negative for what was used. */
  readonly amount: number;
  readonly reason: CreditReason;
  readonly resourceId: string | null;
  readonly createdAt: Date;
}

const columns = `id, organization_id as "organizationId", amount, reason,
  resource_id as "resourceId", created_at as "createdAt"`;

export const insertCreditEntry = async (
  db: Queryable,
  {
    organizationId,
    amount,
    reason,
    resourceId = null,
  }: Omit<CreditEntry, 'id' | 'createdAt' | 'resourceId'> & { resourceId?: string | null },
): Promise<CreditEntry> => {
  const { rows } = await db.query<CreditEntry>(
    `insert into credit_entries (organization_id, amount, reason, resource_id)
     values ($1, $2, $3, $4) returning ${columns}`,
    [organizationId, amount, reason, resourceId],
  );
  return one(rows);
};

export const getBalance = async (db: Queryable, organizationId: string): Promise<number> => {
  const { rows } = await db.query<{ balance: number }>(
    `select coalesce(sum(amount), 0)::int as balance from credit_entries
     where organization_id = $1`,
    [organizationId],
  );
  return one(rows).balance;
};

/** Until the transaction ends nobody else can spend the credits of this organization. */
export const lockBalance = async (tx: Transaction, organizationId: string): Promise<void> => {
  await tx.query('select id from organizations where id = $1 for update', [organizationId]);
};

export const listCreditEntries = async (
  db: Queryable,
  organizationId: string,
): Promise<CreditEntry[]> => {
  const { rows } = await db.query<CreditEntry>(
    `select ${columns} from credit_entries where organization_id = $1
     order by created_at desc limit 50`,
    [organizationId],
  );
  return rows;
};
