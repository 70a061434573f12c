import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface FailedFixRow {
  readonly id: string;
  readonly title: string;
  readonly error: string | null;
  readonly created_at: Date;
  readonly fixes: number;
}

/**
 * Which attempts failed, and nobody has attempted the same since? The failed ones of some days by
 * autofix_runs_outcome, and of each what came after it of its trigger, by autofix_runs_trigger.
 */
export const listFailedFixes = async (
  db: Database,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<FailedFixRow[]> => {
  const { rows } = await sql<FailedFixRow>`
    select f.id, f.title, f.error, f.created_at, (count(*) over ())::int as fixes
    from autofix_runs f
    where f.outcome = 'failed' and f.created_at >= ${since}
      and not exists (
        select from autofix_runs later
        where later.trigger = f.trigger and later.trigger_id = f.trigger_id
          and later.created_at > f.created_at
      )
    order by f.created_at desc
    limit ${limit}`.execute(db);
  return rows;
};
