import type pg from 'pg';
import { inTransaction, one, type Transaction } from '../../database/pool.ts';
import { tableNames, type Rows } from './rows.ts';

export interface Progress {
  readonly beginsAt: Date;
  readonly settledCustomers: number;
  readonly introducedAt: Date | null;
  readonly toldAt: Date | null;
  /** What stands around Tradewind has reported up to then. */
  readonly reportedUntil: Date | null;
  readonly told: Told;
}

/** How much of the past Taffrail has been told. */
export interface Told {
  /** Of all customers. */
  readonly stretches: number;
  /** Of the stretch after those. */
  readonly customers: number;
}

/** The world of this seed, which begins now unless it has begun before. */
export const openWorld = async (pool: pg.Pool, seed: string, now: Date): Promise<Progress> => {
  await pool.query(
    'insert into made_up_worlds (seed, begins_at) values ($1, $2) on conflict do nothing',
    [seed, now],
  );
  const { rows } = await pool.query<Progress>(
    `select begins_at as "beginsAt", settled_customers as "settledCustomers",
       introduced_at as "introducedAt", told_at as "toldAt", reported_until as "reportedUntil",
       json_build_object('stretches', told_stretches, 'customers', told_customers) as told
     from made_up_worlds where seed = $1`,
    [seed],
  );
  return one(rows);
};

export const markSettled = async (pool: pg.Pool, seed: string): Promise<void> => {
  await pool.query('update made_up_worlds set settled_at = now() where seed = $1', [seed]);
};

export const markIntroduced = async (pool: pg.Pool, seed: string): Promise<void> => {
  await pool.query('update made_up_worlds set introduced_at = now() where seed = $1', [seed]);
};

export const markTold = async (
  pool: pg.Pool,
  seed: string,
  { stretches, customers }: Told,
): Promise<void> => {
  await pool.query(
    'update made_up_worlds set told_stretches = $2, told_customers = $3 where seed = $1',
    [seed, stretches, customers],
  );
};

export const markAllTold = async (pool: pg.Pool, seed: string): Promise<void> => {
  await pool.query('update made_up_worlds set told_at = now() where seed = $1', [seed]);
};

export const markReported = async (pool: pg.Pool, seed: string, until: Date): Promise<void> => {
  await pool.query('update made_up_worlds set reported_until = $2 where seed = $1', [seed, until]);
};

/** Names of tables and columns are those of `rows.ts`. */
const insertInto = async (
  tx: Transaction,
  table: string,
  rows: readonly object[],
): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await tx.query(
    `insert into ${table} (${columns})
     select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
};

/** So many at a time, so that no statement holds megabytes. */
const rowsAtOnce = 2_000;

/** Everything that the next customer has by now, whole or not at all. */
export const settleCustomer = (pool: pg.Pool, seed: string, rows: Rows): Promise<void> =>
  inTransaction(pool, async (tx) => {
    await tx.query(
      'update made_up_worlds set settled_customers = settled_customers + 1 where seed = $1',
      [seed],
    );
    for (const table of tableNames)
      for (let from = 0; from < rows[table].length; from += rowsAtOnce)
        await insertInto(tx, table, rows[table].slice(from, from + rowsAtOnce));
  });
