import type { CountryCode } from '../catalogue/countries.ts';
import type { Entry, Profile } from '../catalogue/entries.ts';
import type { Industry } from '../catalogue/industries.ts';
import type { Queryable } from '../database/pool.ts';
import type { Page } from '../http/input.ts';

export interface Company extends Entry {
  readonly id: string;
  /** Null until somebody has opened the company. */
  readonly employees: number | null;
  readonly profile: string | null;
  /** Of the discovery that found it; null when that is gone. */
  readonly discoveryId: string | null;
  /** What that discovery looked for. */
  readonly keyword: string | null;
  /** Its place among what that discovery found; null where nobody ranked it. */
  readonly rank: number | null;
  readonly createdAt: Date;
}

export interface CompanyFilter {
  readonly country?: CountryCode | undefined;
  readonly industry?: Industry | undefined;
}

const columns = `id, catalogue_id as "catalogueId", name, country, industry, website, employees,
  profile, discovery_id as "discoveryId", rank,
  (select keyword from discoveries d where d.id = discovery_id), created_at as "createdAt"`;

/** Best first, if they are ranked. Those that the organization has already stay as they are. */
export const insertCompanies = async (
  db: Queryable,
  { organizationId, discoveryId }: { organizationId: string; discoveryId: string },
  entries: readonly Entry[],
  isRanked: boolean,
): Promise<void> => {
  const rows = entries.map((entry, index) => ({ ...entry, rank: isRanked ? index + 1 : null }));
  await db.query(
    `insert into companies
       (organization_id, discovery_id, catalogue_id, name, country, industry, website, rank)
     select $1, $2, e."catalogueId", e.name, e.country, e.industry, e.website, e.rank
     from jsonb_to_recordset($3::jsonb) as
       e("catalogueId" text, name text, country text, industry text, website text, rank int)
     on conflict (organization_id, catalogue_id) do nothing`,
    [organizationId, discoveryId, JSON.stringify(rows)],
  );
};

/** Latest first, and of one discovery the best; companies_organization. */
export const listCompanies = async (
  db: Queryable,
  organizationId: string,
  { country, industry }: CompanyFilter,
  { limit, offset }: Page,
): Promise<Company[]> => {
  const { rows } = await db.query<Company>(
    `select ${columns} from companies
     where organization_id = $1 and ($2::text is null or country = $2)
       and ($3::text is null or industry = $3)
     order by created_at desc, rank limit $4 offset $5`,
    [organizationId, country, industry, limit, offset],
  );
  return rows;
};

export const findCompany = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Company | undefined> => {
  const { rows } = await db.query<Company>(
    `select ${columns} from companies where organization_id = $1 and id = $2`,
    [organizationId, id],
  );
  return rows[0];
};

export const setProfile = async (
  db: Queryable,
  id: string,
  { employees, profile }: Profile,
): Promise<void> => {
  await db.query('update companies set employees = $2, profile = $3 where id = $1', [
    id,
    employees,
    profile,
  ]);
};
