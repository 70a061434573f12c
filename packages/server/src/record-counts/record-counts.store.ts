import type { CountMethod, ProductFailure } from '@taffrail/contract';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Database, Transaction } from '../platform/db/database.ts';

export interface CountAttempt {
  readonly model: string;
  readonly count: number | null;
  readonly method: CountMethod | null;
  readonly failure: ProductFailure | null;
}

/** The latest of each day takes the place of the one before; one that failed leaves it. */
export const recordCounts = async (
  owner: pg.Pool,
  at: Date,
  attempts: readonly CountAttempt[],
): Promise<void> => {
  await owner.query(
    `insert into record_counts as r
       (day, model, count, method, highest, counted_at, attempted_at, failure)
     select ($1 at time zone (s.value #>> '{}'))::date, a.model, a.count, a.method, a.count,
       case when a.count is not null then $1 end, $1, a.failure
     from settings s,
       json_to_recordset($2) as a (model text, count bigint, method text, failure text)
     where s.key = 'time_zone'
     on conflict (model, day) do update set
       count = coalesce(excluded.count, r.count),
       method = coalesce(excluded.method, r.method),
       highest = case
         when excluded.count is null then r.highest
         when excluded.method = r.method then greatest(r.highest, excluded.count)
         else excluded.count
       end,
       counted_at = coalesce(excluded.counted_at, r.counted_at),
       attempted_at = excluded.attempted_at,
       failure = excluded.failure`,
    [at, JSON.stringify(attempts)],
  );
};

/** Has anything been counted since then? The latest days, by the partition of the month. */
export const wasCountedSince = async (owner: pg.Pool, since: Date): Promise<boolean> => {
  const { rows } = await owner.query<{ was: boolean }>(
    `select exists (
       select from record_counts where day >= $1::timestamptz::date - 1 and counted_at >= $1
     ) as was`,
    [since],
  );
  return rows[0]?.was ?? false;
};

export interface DayCountRow {
  readonly model: string;
  readonly day: string;
  readonly days_ago: number;
  readonly count: number | null;
  readonly method: CountMethod | null;
  readonly highest: number | null;
  readonly counted_at: Date | null;
  readonly attempted_at: Date;
  readonly failure: ProductFailure | null;
}

/** What was counted in the last thirty days? The primary key, a range for each model. */
export const listDayCounts = async (
  db: Database,
  models: readonly string[],
  now: Date,
  timeZone: string,
): Promise<DayCountRow[]> => {
  const today = sql`(${now}::timestamptz at time zone ${timeZone})::date`;
  const { rows } = await sql<DayCountRow>`
    select model, day, ${today} - day as days_ago, count, method, highest, counted_at,
      attempted_at, failure
    from record_counts
    where model = any(${[...models]}::text[]) and day > ${today} - 30
    order by model, day`.execute(db);
  return rows;
};

export const countTask = 'count_records';

/** Once, however often it is asked for before it begins. */
export const enqueueCounting = async (tx: Transaction): Promise<void> => {
  await sql`select enqueue_job(${countTask}, '{}'::json, ${countTask})`.execute(tx);
};
