import type pg from 'pg';

/**
 * Partitions are made and dropped under a lock on their parent that nobody passes: rather than
 * holding everybody up behind an export that is under way, the job fails and is tried again.
 */
export const withShortLocks = async <T>(
  owner: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await owner.connect();
  try {
    await client.query(`set lock_timeout = '2s'`);
    return await work(client);
  } finally {
    // Closed, not kept: the setting ends with the session.
    client.release(true);
  }
};
