import type { CheckKind } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';

interface LatestRunRow {
  readonly id: string;
  readonly kind: CheckKind;
  readonly name: string;
  readonly warning_at: number | null;
  readonly critical_at: number | null;
}

/** Which run of a check was the last in a range? check_runs_check. */
export const findLatestRun = async (
  tx: Transaction,
  checkId: string,
  { from, to }: TimeRange,
): Promise<LatestRunRow | undefined> => {
  const { rows } = await sql<LatestRunRow>`
    select id, kind, name, warning_at, critical_at
    from check_runs
    where check_id = ${checkId}::uuid and created_at >= ${from} and created_at <= ${to}
      and cause <> 'pipeline'
    order by created_at desc nulls last, id desc
    limit 1`.execute(tx);
  return rows[0];
};

/**
 * Which check of this kind looks at a machine by one of these names, in lower case? The one that is
 * set, else that of its latest run, by the key of check_runs: there are 200 checks at most.
 */
export const findCheckOfMachine = async (
  tx: Transaction,
  kind: CheckKind,
  machines: readonly string[],
): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select c.id
    from checks c
    join check_states s on s.check_id = c.id
    left join check_runs r on r.created_at = s.latest_run_at and r.id = s.latest_run_id
    where c.kind = ${kind} and c.is_enabled and c.removed_at is null
      and lower(coalesce(c.host, r.host)) = any (${[...machines]}::text[])
    order by lower(c.name)
    limit 1`.execute(tx);
  return rows[0]?.id;
};
