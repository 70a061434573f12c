import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface BadRunRow {
  readonly id: string;
  readonly name: string;
  readonly verdict: 'failed' | 'missed';
  readonly verdict_reason: string;
  readonly created_at: Date;
  readonly runs: number;
}

/**
 * Which load tests failed, or did not happen, the last time? Those of some days by
 * load_test_runs_verdict, and of each whether one came after it, by load_test_runs_test.
 */
export const listBadRuns = async (
  db: Database,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<BadRunRow[]> => {
  const { rows } = await sql<BadRunRow>`
    select r.id, t.name, r.verdict, r.verdict_reason, r.created_at,
      (count(*) over ())::int as runs
    from load_test_runs r join load_tests t on t.id = r.load_test_id
    where r.verdict in ('failed', 'missed') and r.created_at >= ${since}
      and not exists (
        select from load_test_runs later
        where later.load_test_id = r.load_test_id
          and (later.created_at, later.id) > (r.created_at, r.id)
      )
    order by r.created_at desc
    limit ${limit}`.execute(db);
  return rows;
};
