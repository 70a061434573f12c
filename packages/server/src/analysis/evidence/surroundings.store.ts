import { ownLogSource } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { FailedRuns, SeenErrors, SeenFix, SeenLoadTest } from './evidence.ts';

/** A stretch of time before an alert. */
interface Window {
  readonly from: Date;
  readonly to: Date;
  readonly limit: number;
}

/**
 * Which faults were logged around an alert, and how often on other days? error_groups_latest; of
 * each, a bounded stretch of system_logs_fingerprint, and seven days of error_groups_daily.
 */
export const listErrors = async (
  trx: Transaction,
  { from, limit }: Omit<Window, 'to'>,
): Promise<readonly SeenErrors[]> => {
  const { rows } = await sql<SeenErrors>`
    with days as (
      select (${from}::timestamptz at time zone (select value #>> '{}' from settings
        where key = 'time_zone'))::date as of_window
    )
    select g.fingerprint, g.error_type as "errorType", g.message, g.source,
      g.first_seen_at as "firstSeenAt", recent.count as recent,
      usual.count / (7 * 24.0)::float8 as "usualAnHour"
    from (
      select * from error_groups
      where last_seen_at >= ${from}
      order by last_seen_at desc, fingerprint desc
      limit ${limit}
    ) as g
    cross join days
    cross join lateral (
      select count(*) as count from (
        select from system_logs
        where fingerprint = g.fingerprint and created_at >= ${from}
        order by created_at desc nulls last
        limit 1000
      ) as logs
    ) as recent
    cross join lateral (
      select coalesce(sum(d.count), 0)::float8 as count from error_groups_daily d
      where d.fingerprint = g.fingerprint and d.day >= days.of_window - 7
        and d.day < days.of_window
    ) as usual
    where g.source <> ${ownLogSource} and recent.count > 0
    order by recent.count desc, g.fingerprint`.execute(trx);
  return rows;
};

/** What did agents change? autofix_runs_latest. */
export const listFixes = async (
  trx: Transaction,
  { from, to, limit }: Window,
): Promise<readonly SeenFix[]> => {
  const { rows } = await sql<SeenFix>`
    select id, created_at as at, title, outcome, trigger, repository, commit_sha as "commitSha"
    from autofix_runs
    where created_at >= ${from} and created_at <= ${to}
    order by created_at desc, id desc
    limit ${limit}`.execute(trx);
  return rows;
};

/** Which load tests ran? load_test_runs_latest. */
export const listLoadTests = async (
  trx: Transaction,
  { from, to, limit }: Window,
): Promise<readonly SeenLoadTest[]> => {
  const { rows } = await sql<SeenLoadTest>`
    select r.id, t.name, r.created_at as "startedAt",
      r.created_at + r.duration_ms * interval '1 millisecond' as "endedAt", r.verdict
    from (
      select * from load_test_runs
      where created_at >= ${from} and created_at <= ${to} and verdict <> 'missed'
      order by created_at desc, id desc
      limit ${limit}
    ) as r
    join load_tests t on t.id = r.load_test_id
    order by r.created_at desc`.execute(trx);
  return rows;
};

/** Which of the product's pipelines failed? pipeline_runs_status, a bounded stretch of it. */
export const listFailedRuns = async (
  trx: Transaction,
  { from, to, limit }: Window,
): Promise<readonly FailedRuns[]> => {
  const { rows } = await sql<FailedRuns>`
    select pipeline, count(*) as count,
      (array_agg(id order by created_at desc))[1] as "latestId",
      mode() within group (order by error_type) as "errorType"
    from (
      select pipeline, id, created_at, error_type from pipeline_runs
      where status = 'failed' and created_at >= ${from} and created_at <= ${to}
      order by created_at desc nulls last
      limit ${limit}
    ) as latest
    where pipeline <> 'alerts'
    group by pipeline
    order by count(*) desc, pipeline`.execute(trx);
  return rows;
};
