import type pg from 'pg';
import { isDatabaseAway } from './failures.ts';

/**
 * Begin, work, commit, on a connection of the pool; taken back when the work fails. A connection
 * that broke is not used again.
 *
 * @throws what the work threw. An error while committing leaves open whether it was committed.
 */
export const inTransaction = async <T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = isDatabaseAway(error) || !(await rollBack(client));
    throw error;
  } finally {
    client.release(broken);
  }
};

const rollBack = async (client: pg.PoolClient): Promise<boolean> =>
  client.query('rollback').then(
    () => true,
    () => false,
  );
