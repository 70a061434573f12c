import type { CheckKind, CheckResult } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { SeenCheck } from './evidence.ts';

type CheckRow = Omit<SeenCheck, 'earlier' | 'kind' | 'result'> & {
  readonly kind: CheckKind;
  readonly result: CheckResult;
};

interface Concerned {
  readonly service: string | null;
  readonly host: string | null;
  /** Of the check that raised the alert, where one did. */
  readonly sourceId: string;
  readonly runId: string;
}

/**
 * What do the checks say that concern an alert, and those that fail anyway? There are few checks;
 * each by its latest look, which of the run's own is the one that the run asked for: check_runs_run,
 * and the primary key.
 */
export const listChecks = async (
  trx: Transaction,
  { service, host, sourceId, runId }: Concerned,
  limit: number,
): Promise<readonly Omit<SeenCheck, 'earlier'>[]> => {
  const { rows } = await sql<CheckRow>`
    with asked as (
      select distinct on (check_id) check_id, created_at, id
      from (
        select check_id, created_at, id from check_runs where run_id = ${runId}::uuid limit 100
      ) as of_run
      order by check_id, created_at desc
    )
    select c.id as "checkId", r.id as "runId", r.created_at as at, c.name, c.kind, c.service,
      r.result, r.message, r.value, r.warning_at as "warningAt", r.critical_at as "criticalAt",
      s.failing_since as "failingSince",
      concerned.is_so as "isConcerned"
    from checks c
    join check_states s on s.check_id = c.id
    left join asked on asked.check_id = c.id
    join check_runs r on r.created_at = coalesce(asked.created_at, s.latest_run_at)
      and r.id = coalesce(asked.id, s.latest_run_id)
    cross join lateral (
      select asked.id is not null or c.id = ${sourceId}::uuid
        or coalesce(c.service = ${service}, false) or coalesce(c.host = ${host}, false) as is_so
    ) as concerned
    where c.removed_at is null and (concerned.is_so or r.result in ('warning', 'critical'))
    order by concerned.is_so desc, r.created_at desc
    limit ${limit}`.execute(trx);
  return rows;
};

/** What did checks measure before? check_runs_check, some of the latest of each. */
export const listMeasured = async (
  trx: Transaction,
  checkIds: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, SeenCheck['earlier']>> => {
  if (checkIds.length === 0) return new Map();
  const { rows } = await sql<{ check_id: string; at: Date; value: number }>`
    select c.check_id, r.created_at as at, r.value
    from unnest(${checkIds}::uuid[]) as c (check_id)
    cross join lateral (
      select created_at, value from check_runs
      where check_id = c.check_id
      order by created_at desc nulls last
      limit ${limit}
    ) as r
    where r.value is not null
    order by c.check_id, r.created_at desc`.execute(trx);
  return Map.groupBy(rows, (row) => row.check_id);
};
