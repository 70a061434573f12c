import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { createJobLog } from './job-log.ts';

/** Any number that nobody else uses; held while one process installs and the others wait. */
const lockId = 7_238_114_042;

/**
 * Makes the tables of jobs, so that a process that only adds jobs need not wait for the first
 * worker. Does nothing where they are. Its functions are for the owner: the schema is closed to
 * everybody else anyway, and what nobody can reach nobody need be allowed.
 */
export const installJobs = async (ownerUrl: string, log: Logger): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'taffrail jobs' });
  await client.connect();
  try {
    // Two that revoke at once would change the same rows of the catalogue.
    await client.query('select pg_advisory_lock($1)', [lockId]);
    await runMigrations({ connectionString: ownerUrl, logger: createJobLog(log) });
    await client.query('revoke all on all functions in schema graphile_worker from public');
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
};
