import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResult } from 'pg';

/** Of the migrated database, with the partitions of the day that most tests live in. */
export const partitionedTemplate = 'partitioned';

/** @returns the address of the copy, by the same login. */
export const copyDatabase = async (
  url: string,
  { template = nameOf(url), name }: { template?: string; name: string },
): Promise<string> => {
  const how = 'strategy file_copy';
  await onMaintenanceDatabase(url, `create database ${name} template ${template} ${how}`);
  return urlOf(url, name);
};

const patienceMs = 1_000;

/**
 * Pools have ended before their connections have: one that is cut off in between has nobody left
 * who would hear of it.
 */
export const dropDatabase = async (url: string, name: string): Promise<void> => {
  const sessions = `select from pg_stat_activity where datname = '${name}'`;
  const until = performance.now() + patienceMs;
  while ((await onMaintenanceDatabase(url, sessions)).rowCount !== 0 && performance.now() < until)
    await sleep(20);
  await onMaintenanceDatabase(url, `drop database ${name} with (force)`);
};

/** A template must have no session while it is copied. */
async function onMaintenanceDatabase(url: string, sql: string): Promise<QueryResult> {
  const client = new Client({ connectionString: urlOf(url, 'postgres') });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function urlOf(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
