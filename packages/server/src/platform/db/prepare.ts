import pg from 'pg';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { installJobs } from '../jobs/install-jobs.ts';
import { migrateDatabase } from './migrate.ts';
import { ensurePartitions, type PartitionedTable } from './partitions.ts';
import { ensureRoles, type RoleUrls } from './roles.ts';

export interface PreparedDatabase {
  readonly urls: RoleUrls;
  /** Whether the ingest role may COPY into tables under row-level security. */
  readonly ingestMayCopy: boolean;
  /** What an earlier start stored, or this one: it does not change any more. */
  readonly reportingTimeZone: string;
}

/** Stores the zone at the first start; later starts get what was stored. */
const ensureTimeZone = async (owner: pg.Client, timeZone: string): Promise<string> => {
  await owner.query(
    `insert into settings (key, value) values ('time_zone', to_jsonb($1::text))
     on conflict do nothing`,
    [timeZone],
  );
  const { rows } = await owner.query<{ value: string }>(
    `select value #>> '{}' as value from settings where key = 'time_zone'`,
  );
  return rows[0]?.value ?? timeZone;
};

/** What time and place of a start decide, on a database that has its schema. */
export const settleDatabase = async (options: {
  ownerUrl: string;
  ingestRole: string;
  timeZone: string;
  partitions: readonly PartitionedTable[];
  clock: Clock;
}): Promise<Omit<PreparedDatabase, 'urls'>> => {
  const owner = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'taffrail prepare',
  });
  await owner.connect();
  try {
    const reportingTimeZone = await ensureTimeZone(owner, options.timeZone);
    await ensurePartitions(owner, options.partitions, options.clock.now());
    const { rows } = await owner.query<{ allowed: boolean }>(
      'select rolsuper or rolbypassrls as allowed from pg_roles where rolname = $1',
      [options.ingestRole],
    );
    return { reportingTimeZone, ingestMayCopy: rows[0]?.allowed ?? false };
  } finally {
    await owner.end();
  }
};

/** Roles, schema, time zone and partitions: after this, requests can be served. */
export const prepareDatabase = async (options: {
  ownerUrl: string;
  configured: Partial<RoleUrls>;
  secret: string;
  timeZone: string;
  partitions: readonly PartitionedTable[];
  clock: Clock;
  log: Logger;
}): Promise<PreparedDatabase> => {
  const { urls, names } = await ensureRoles(options);
  await migrateDatabase({ ownerUrl: options.ownerUrl, roles: names, log: options.log });
  await installJobs(options.ownerUrl, options.log);
  return { urls, ...(await settleDatabase({ ...options, ingestRole: names.ingest })) };
};
