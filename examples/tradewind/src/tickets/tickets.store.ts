import { one, type Queryable } from '../database/pool.ts';

export interface Ticket {
  readonly id: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

const columns = `id, subject, body, created_at as "createdAt", closed_at as "closedAt"`;

export const insertTicket = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  { subject, body }: Pick<Ticket, 'subject' | 'body'>,
): Promise<Ticket> => {
  const { rows } = await db.query<Ticket>(
    `insert into tickets (organization_id, opened_by, subject, body) values ($1, $2, $3, $4)
     returning ${columns}`,
    [organizationId, userId, subject, body],
  );
  return one(rows);
};

export const listTickets = async (db: Queryable, organizationId: string): Promise<Ticket[]> => {
  const { rows } = await db.query<Ticket>(
    `select ${columns} from tickets where organization_id = $1 order by created_at desc limit 50`,
    [organizationId],
  );
  return rows;
};

export const closeTicket = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Ticket | undefined> => {
  const { rows } = await db.query<Ticket>(
    `update tickets set closed_at = coalesce(closed_at, now())
     where organization_id = $1 and id = $2 returning ${columns}`,
    [organizationId, id],
  );
  return rows[0];
};
