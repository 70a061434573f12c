import type { ListedPerson } from '../catalogue/entries.ts';
import type { Queryable } from '../database/pool.ts';

export interface Contact {
  readonly id: string;
  readonly companyId: string;
  readonly name: string;
  readonly position: string;
  readonly email: string;
  readonly revealedAt: Date | null;
}

const columns = `id, company_id as "companyId", name, position, email, revealed_at as "revealedAt"`;

export const insertContacts = async (
  db: Queryable,
  { organizationId, companyId }: { organizationId: string; companyId: string },
  people: readonly ListedPerson[],
): Promise<void> => {
  await db.query(
    `insert into contacts (organization_id, company_id, name, position, email)
     select $1, $2, p.name, p.position, p.email
     from jsonb_to_recordset($3::jsonb) as p(name text, position text, email text)
     on conflict (company_id, email) do nothing`,
    [organizationId, companyId, JSON.stringify(people)],
  );
};

export const listContacts = async (
  db: Queryable,
  organizationId: string,
  companyId: string,
): Promise<Contact[]> => {
  const { rows } = await db.query<Contact>(
    `select ${columns} from contacts where organization_id = $1 and company_id = $2 order by name`,
    [organizationId, companyId],
  );
  return rows;
};

export const findContact = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Contact | undefined> => {
  const { rows } = await db.query<Contact>(
    `select ${columns} from contacts where organization_id = $1 and id = $2`,
    [organizationId, id],
  );
  return rows[0];
};

/** True for whoever was first. */
export const revealContact = async (db: Queryable, id: string): Promise<boolean> => {
  const { rowCount } = await db.query(
    'update contacts set revealed_at = now() where id = $1 and revealed_at is null',
    [id],
  );
  return rowCount === 1;
};
