import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface FailingCheckRow {
  readonly id: string;
  readonly title: string;
  readonly severity: 'warning' | 'error';
  readonly count: number | null;
  readonly since: Date | null;
  readonly checks: number;
}

/**
 * Which checks of the product's data found something the last time? All of a table of some hundred
 * rows, and of each the end of its range of the primary key of integrity_results.
 */
export const listFailingChecks = async (
  db: Database,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<FailingCheckRow[]> => {
  const { rows } = await sql<FailingCheckRow>`
    select c.id, c.title, latest.severity, latest.count, c.affected_since as since,
      (count(*) over ())::int as checks
    from integrity_checks c
    cross join lateral (
      select r.severity, r.count
      from integrity_results r
      where r.check_id = c.id and r.created_at > ${since}
      order by r.created_at desc limit 1
    ) as latest
    where c.removed_at is null and latest.severity in ('warning', 'error')
    order by latest.severity = 'warning', latest.count desc nulls last, c.title
    limit ${limit}`.execute(db);
  return rows;
};
