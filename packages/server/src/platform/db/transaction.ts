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
  let lost: Error | undefined;
  // Without a listener a connection that breaks between two queries would end the process.
  const noteLoss = (error: Error): void => {
    lost = error;
  };
  client.on('error', noteLoss);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    if (isDatabaseAway(error)) lost ??= error instanceof Error ? error : new Error(String(error));
    else await client.query('rollback').catch(noteLoss);
    throw error;
  } finally {
    client.off('error', noteLoss);
    client.release(lost);
  }
};
