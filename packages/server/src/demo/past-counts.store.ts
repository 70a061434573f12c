import type pg from 'pg';
import { ensurePartitions } from '../platform/db/partitions.ts';

/** Where a table of Tradewind says when a row was made. */
export interface Dated {
  readonly model: string;
  readonly table: string;
  readonly column: string;
}

/** Is the past of all made-up customers in Tradewind's tables? Not before those are there. */
export const isSettled = async (product: pg.ClientBase): Promise<boolean> => {
  const { rows } = await product.query<{ is: boolean }>(
    `select to_regclass('made_up_worlds') is not null as is`,
  );
  if (!rows[0]?.is) return false;
  const worlds = await product.query<{ is: boolean }>(
    'select exists (select from made_up_worlds where settled_at is not null) as is',
  );
  return worlds.rows[0]?.is ?? false;
};

export interface DayCount {
  readonly model: string;
  readonly day: string;
  readonly at: string;
  readonly count: number;
}

export interface Past {
  readonly days: number;
  readonly now: Date;
  readonly timeZone: string;
}

/** How many rows were there at the end of each of the last days? One scan of each table. */
export const countDaysBack = async (
  product: pg.ClientBase,
  { model, table, column }: Dated,
  { days, now, timeZone }: Past,
): Promise<DayCount[]> => {
  const { rows } = await product.query<DayCount>(
    `with days as (
       select day::date, (day + interval '1 day') at time zone $2 as ends_at
       from generate_series(
         ($4::timestamptz at time zone $2)::date - $1::int,
         ($4::timestamptz at time zone $2)::date - 1, '1 day'
       ) as day
     ), made as (
       select width_bucket(${column}, (select array_agg(ends_at order by ends_at) from days))
         as bucket, count(*) as rows
       from ${table} group by 1
     )
     select $3 as model, d.day::text as day, (d.ends_at - interval '1 minute') as at,
       coalesce(sum(m.rows), 0)::int as count
     from (select *, row_number() over (order by ends_at) as number from days) d
     left join made m on m.bucket < d.number
     group by d.day, d.ends_at order by d.day`,
    [days, timeZone, model, now],
  );
  return rows;
};

/** What was looked at before was empty: it is looked at again, not in an hour. */
export const lookAgain = async (owner: pg.ClientBase): Promise<void> => {
  for (const task of ['count_records', 'run_integrity'])
    await owner.query(`select enqueue_job($1, '{}', $1)`, [task]);
};

/** As if it had been counted every day; what was counted stays. */
export const insertPastCounts = async (
  owner: pg.ClientBase,
  counts: readonly DayCount[],
  { days, now }: Past,
): Promise<void> => {
  const spec = { table: 'record_counts', every: 'month', keepDays: null } as const;
  await ensurePartitions(owner, [{ ...spec, acceptDays: days + 1 }], now);
  await owner.query(
    `insert into record_counts (day, model, count, method, highest, counted_at, attempted_at)
     select day, model, count, 'exact', count, at, at
     from json_to_recordset($1) as c (day date, model text, count bigint, at timestamptz)
     on conflict (model, day) do nothing`,
    [JSON.stringify(counts)],
  );
};
