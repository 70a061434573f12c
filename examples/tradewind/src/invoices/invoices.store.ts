import { one, type Queryable } from '../database/pool.ts';

export interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly description: string;
  readonly amountUsd: string;
  readonly state: 'sent' | 'paid';
  readonly issuedAt: Date;
  readonly paidAt: Date | null;
}

const columns = `id, number::text, description, amount_usd as "amountUsd", state,
  issued_at as "issuedAt", paid_at as "paidAt"`;

export const insertInvoice = async (
  db: Queryable,
  invoice: { organizationId: string; description: string; amountUsd: number },
): Promise<Invoice> => {
  const { rows } = await db.query<Invoice>(
    `insert into invoices (organization_id, description, amount_usd) values ($1, $2, $3)
     returning ${columns}`,
    [invoice.organizationId, invoice.description, invoice.amountUsd],
  );
  return one(rows);
};

export const listInvoices = async (db: Queryable, organizationId: string): Promise<Invoice[]> => {
  const { rows } = await db.query<Invoice>(
    `select ${columns} from invoices where organization_id = $1 order by issued_at desc limit 50`,
    [organizationId],
  );
  return rows;
};

export const payInvoice = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Invoice | undefined> => {
  const { rows } = await db.query<Invoice>(
    `update invoices set state = 'paid', paid_at = coalesce(paid_at, now())
     where id = $1 and organization_id = $2 returning ${columns}`,
    [id, organizationId],
  );
  return rows[0];
};
