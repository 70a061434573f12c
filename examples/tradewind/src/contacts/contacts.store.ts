import type { ListedPerson } from '../catalogue/entries.ts';
import type { Queryable } from '../database/pool.ts';

export interface Contact {
  readonly id: string;
  readonly companyId: string;
  readonly name: string;
  readonly position: string;
  readonly email: string;
  /** Of the headhunt that found them; null of those from before it was kept. */
  readonly headhuntId: string | null;
  /** Their place in it; null where nobody ranked them. */
  readonly rank: number | null;
  /** How one might begin to write to them. */
  readonly opening: string | null;
  readonly revealedAt: Date | null;
}

const columns = `id, company_id as "companyId", name, position, email, headhunt_id as "headhuntId", rank,
  opening, revealed_at as "revealedAt"`;

export const insertContacts = async (
  db: Queryable,
  found: { organizationId: string; companyId: string; headhuntId: string },
  people: readonly (ListedPerson & Pick<Contact, 'rank' | 'opening'>)[],
): Promise<void> => {
  await db.query(
    `insert into contacts
       (organization_id, company_id, headhunt_id, name, position, email, rank, opening)
     select $1, $2, $3, p.name, p.position, p.email, p.rank, p.opening
     from jsonb_to_recordset($4::jsonb) as
       p(name text, position text, email text, rank int, opening text)
     on conflict (company_id, email) do nothing`,
    [found.organizationId, found.companyId, found.headhuntId, JSON.stringify(people)],
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
