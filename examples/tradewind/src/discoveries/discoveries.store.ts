import type { CountryCode } from '../catalogue/countries.ts';
import type { Search } from '../catalogue/entries.ts';
import type { Industry } from '../catalogue/industries.ts';
import { one, type Queryable } from '../database/pool.ts';
import type { Page } from '../http/input.ts';

export interface Discovery {
  readonly id: string;
  readonly keyword: string;
  readonly country: CountryCode;
  readonly industry: Industry;
  readonly state: 'running' | 'completed' | 'failed';
  readonly found: number | null;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const columns = `id, keyword, country, industry, state, found, error, created_at as "createdAt",
  finished_at as "finishedAt"`;

export const insertDiscovery = async (
  db: Queryable,
  { organizationId, userId }: { organizationId: string; userId: string },
  { keyword, country, industry }: Search,
): Promise<Discovery> => {
  const { rows } = await db.query<Discovery>(
    `insert into discoveries (organization_id, started_by, keyword, country, industry)
     values ($1, $2, $3, $4, $5) returning ${columns}`,
    [organizationId, userId, keyword, country, industry],
  );
  return one(rows);
};

/** Of the last 30 days; discoveries_organization has them. */
export const countRecentDiscoveries = async (
  db: Queryable,
  organizationId: string,
): Promise<number> => {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from discoveries
     where organization_id = $1 and created_at > now() - interval '30 days'`,
    [organizationId],
  );
  return one(rows).count;
};

export const listDiscoveries = async (
  db: Queryable,
  organizationId: string,
  { limit, offset }: Page,
): Promise<Discovery[]> => {
  const { rows } = await db.query<Discovery>(
    `select ${columns} from discoveries where organization_id = $1
     order by created_at desc limit $2 offset $3`,
    [organizationId, limit, offset],
  );
  return rows;
};

export const findDiscovery = async (
  db: Queryable,
  organizationId: string,
  id: string,
): Promise<Discovery | undefined> => {
  const { rows } = await db.query<Discovery>(
    `select ${columns} from discoveries where organization_id = $1 and id = $2`,
    [organizationId, id],
  );
  return rows[0];
};

export const finishDiscovery = async (
  db: Queryable,
  id: string,
  outcome: { state: 'completed'; found: number } | { state: 'failed'; error: string },
): Promise<void> => {
  await db.query(
    `update discoveries set state = $2, found = $3, error = $4, finished_at = now() where id = $1`,
    [
      id,
      outcome.state,
      outcome.state === 'completed' ? outcome.found : null,
      outcome.state === 'failed' ? outcome.error : null,
    ],
  );
};
