import pg from 'pg';

/** A pool, or the connection of a transaction. */
export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;
export type Transaction = pg.PoolClient;

export const createPool = (connectionString: string): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    application_name: 'tradewind',
    max: 6,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
  });
  // A connection that breaks fails the query on it, or is replaced; unheard it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** Commits what `work` did, or takes it all back when it throws. */
export const inTransaction = async <T>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> => {
  const tx = await pool.connect();
  try {
    await tx.query('begin');
    const result = await work(tx);
    await tx.query('commit');
    tx.release();
    return result;
  } catch (error) {
    const isBroken = await tx.query('rollback').then(
      () => false,
      () => true,
    );
    tx.release(isBroken);
    throw error;
  }
};

/** Code 23505: something of that name is there already. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505';

/** The one row that a statement such as `insert … returning` gives. */
export const one = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new Error('a row was expected');
  return row;
};
