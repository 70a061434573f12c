import { sql, type SqlBool } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import type { Cursor } from '../platform/http/cursor.ts';

interface DeployFilter {
  readonly environment?: string | undefined;
  readonly isProduction?: 'true' | 'false' | undefined;
  readonly sha?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * What was deployed, newest first? deploys_latest, deploys_production, deploys_environment, or
 * deploy_commits_sha; the commits of each by their primary key.
 */
export const listDeployRows = (
  db: Database,
  { environment, isProduction, sha, from, to }: DeployFilter,
  { limit, after }: { limit: number; after: Cursor | undefined },
) => {
  let query = db
    .selectFrom('deploys')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('deploy_commits')
        .whereRef('deploy_id', '=', 'deploys.id')
        .select(eb.fn.countAll<number>().as('count'))
        .as('commits'),
    );
  if (environment !== undefined) query = query.where('environment', '=', environment);
  if (isProduction !== undefined)
    query = query.where('is_production', '=', isProduction === 'true');
  if (sha !== undefined)
    query = query.where(
      'id',
      'in',
      sql<string>`(select deploy_id from deploy_commits as c where left(c.sha, 7) = left(${sha}, 7)
        and (starts_with(c.sha, ${sha}) or starts_with(${sha}, c.sha)))`,
    );
  if (from !== undefined) query = query.where('finished_at', '>=', new Date(from));
  if (to !== undefined) query = query.where('finished_at', '<', new Date(to));
  if (after)
    query = query.where(sql<SqlBool>`(finished_at, id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('finished_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
};
export type DeployListRow = Awaited<ReturnType<typeof listDeployRows>>[number];
