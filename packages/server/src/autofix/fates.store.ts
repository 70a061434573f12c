import type { AutofixFate } from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import { recurrence } from './recurrences.store.ts';

/**
 * Whether production had a deploy of the attempt's repository. What does not say of which repository
 * it is may be of any: three ways to ask, each at the beginning of an index of `deploys`. With
 * `exists`, Postgres would read all deploys once and keep them in a hash.
 */
const hadDeploy = (which: RawBuilder<unknown>): RawBuilder<SqlBool> => sql<SqlBool>`coalesce(
  (select true from deploys d where d.is_production and d.status = 'succeeded'
    and d.repository = autofix_runs.repository and ${which} limit 1),
  (select true from deploys d where d.is_production and d.status = 'succeeded'
    and d.repository is null and ${which} limit 1),
  (select true from deploys d where d.is_production and d.status = 'succeeded'
    and autofix_runs.repository is null and ${which} limit 1),
  false
)`;

const wasEver = sql`true`;
/** What came with it was not told: it may have been the fix. */
const mayHoldIt = sql`not d.lists_commits and d.finished_at >= autofix_runs.created_at`;

/** How far a fix came; null of what fixed nothing. */
export const fate = sql<AutofixFate | null>`case
  when autofix_runs.outcome <> 'fixed' then null
  when recurred.again_at is not null then 'reopened'
  when recurred.without_at is not null then 'held'
  when deploy.id is not null then 'deployed'
  when ${hadDeploy(wasEver)} and not ${hadDeploy(mayHoldIt)} then 'merged'
  else 'unknown'
end`;

/**
 * Attempts, each fix with the first deploy that brought its commit to production, and with whether
 * the same came back after that? deploy_commits_sha, and the indexes of recurrences. Nothing of it
 * is stored: deploys and attempts come in any order.
 */
export const selectWithFate = (db: Database) =>
  db
    .selectFrom('autofix_runs')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('deploy_commits as c')
          .innerJoin('deploys as d', 'd.id', 'c.deploy_id')
          .select(['d.id', 'd.finished_at', 'd.environment', 'd.url'])
          .where(
            sql<SqlBool>`autofix_runs.outcome = 'fixed' and left(c.sha, 7) = left(commit_sha, 7)
              and (starts_with(c.sha, commit_sha) or starts_with(commit_sha, c.sha))
              and d.is_production and d.status = 'succeeded'
              and coalesce(d.repository = autofix_runs.repository, true)`,
          )
          .orderBy('d.finished_at')
          .limit(1)
          .as('deploy'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(recurrence.as<'recurred'>('recurred'), (join) => join.onTrue())
    .selectAll('autofix_runs')
    .select([
      'deploy.id as deploy_id',
      'deploy.finished_at as deployed_at',
      'deploy.environment as deploy_environment',
      'deploy.url as deploy_url',
      'recurred.again_at as reopened_at',
      sql<Date | null>`case when recurred.again_at is null then recurred.without_at end`.as(
        'held_at',
      ),
      fate.as('fate'),
    ]);
