import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { createJobLog } from './job-log.ts';

/**
 * Makes the tables of jobs, so that a process that only adds jobs need not wait for the first
 * worker. Does nothing where they are. Its functions are for the owner: the schema is closed to
 * everybody else anyway, and what nobody can reach nobody need be allowed.
 */
export const installJobs = async (ownerUrl: string, log: Logger): Promise<void> => {
  await runMigrations({ connectionString: ownerUrl, logger: createJobLog(log) });
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'taffrail jobs' });
  await client.connect();
  try {
    await client.query('revoke all on all functions in schema graphile_worker from public');
  } finally {
    await client.end();
  }
};
