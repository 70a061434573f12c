import type { CheckResult } from '@taffrail/contract';
import { sql, type Insertable } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';
import type { Database } from '../../platform/db/database.ts';

export const insertRun = async (
  tx: Transaction,
  row: Insertable<Schema['check_runs']>,
): Promise<void> => {
  await tx.insertInto('check_runs').values(row).execute();
};

/** What were the latest results of a check, newest first? By check_runs_check. */
export const listLatestResults = async (
  tx: Transaction,
  checkId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<CheckResult[]> => {
  const { rows } = await sql<{ result: CheckResult }>`
    select result from check_runs
    where check_id = ${checkId} and created_at >= ${since} and cause <> 'pipeline'
    order by created_at desc nulls last
    limit ${limit}`.execute(tx);
  return rows.map(({ result }) => result);
};

interface Counted {
  readonly checkId: string;
  readonly at: Date;
  readonly result: CheckResult;
  readonly value: number | null;
  readonly timeZone: string;
}

/** A run in its hour and day. */
export const countRun = async (tx: Transaction, run: Counted): Promise<void> => {
  const { checkId, at, result, value, timeZone } = run;
  const is = (wanted: CheckResult) => sql`${result === wanted ? 1 : 0}::integer`;
  const counts = sql`
    ${checkId}::uuid, ${is('ok')}, ${is('warning')}, ${is('critical')}, ${is('unknown')},
    ${value === null ? 0 : 1}::integer, coalesce(${value}::double precision, 0),
    ${value}::double precision`;
  const names = sql`(
    bucket, check_id, ok, warning, critical, unknown, measured, value_sum, value_max
  )`;
  const sum = sql`
    on conflict (bucket, check_id) do update set
      ok = r.ok + excluded.ok,
      warning = r.warning + excluded.warning,
      critical = r.critical + excluded.critical,
      unknown = r.unknown + excluded.unknown,
      measured = r.measured + excluded.measured,
      value_sum = r.value_sum + excluded.value_sum,
      value_max = greatest(r.value_max, excluded.value_max)`;
  await sql`
    insert into check_runs_hourly as r ${names}
    select date_trunc('hour', ${at}::timestamptz, ${timeZone}), ${counts} ${sum}`.execute(tx);
  await sql`
    insert into check_runs_daily as r ${names}
    select (${at}::timestamptz at time zone ${timeZone})::date, ${counts} ${sum}`.execute(tx);
};

/**
 * Takes the check that has been due longest, so that no other worker does; it is due again in so
 * many minutes. What was missed while nobody looked stays missed.
 */
export const claimDue = async (db: Database, now: Date): Promise<string | undefined> => {
  const { rows } = await sql<{ check_id: string }>`
    update check_states s
    set next_run_at = date_trunc('minute', ${now}::timestamptz) + make_interval(mins => c.every_minutes)
    from checks c
    where c.id = s.check_id and s.check_id = (
      select check_id from check_states
      where next_run_at <= ${now}
      order by next_run_at
      limit 1
      for update skip locked
    )
    returning s.check_id`.execute(db);
  return rows[0]?.check_id;
};
