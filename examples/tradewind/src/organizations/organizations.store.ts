import { one, type Queryable } from '../database/pool.ts';

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly createdAt: Date;
}

/** What is absent stays as it is. */
export interface OrganizationChanges {
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly locale?: string | undefined;
}

const columns = `id, name, country, time_zone as "timeZone", locale, created_at as "createdAt"`;

export const insertOrganization = async (
  db: Queryable,
  { name, country, timeZone, locale }: Omit<Organization, 'id' | 'createdAt'>,
): Promise<Organization> => {
  const { rows } = await db.query<Organization>(
    `insert into organizations (name, country, time_zone, locale) values ($1, $2, $3, $4)
     returning ${columns}`,
    [name, country, timeZone, locale],
  );
  return one(rows);
};

export const getOrganization = async (db: Queryable, id: string): Promise<Organization> => {
  const { rows } = await db.query<Organization>(
    `select ${columns} from organizations where id = $1`,
    [id],
  );
  return one(rows);
};

export const updateOrganization = async (
  db: Queryable,
  id: string,
  { name, timeZone, locale }: OrganizationChanges,
): Promise<Organization> => {
  const { rows } = await db.query<Organization>(
    `update organizations set name = coalesce($2, name), time_zone = coalesce($3, time_zone),
       locale = coalesce($4, locale)
     where id = $1
     returning ${columns}`,
    [id, name, timeZone, locale],
  );
  return one(rows);
};

/** All that it has goes with it, but for its invoices. */
export const deleteOrganization = async (db: Queryable, id: string): Promise<void> => {
  await db.query('delete from organizations where id = $1', [id]);
};
