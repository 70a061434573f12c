import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** @returns the address of the copy, by the same login. */
export const copyDatabase = async (
  url: string,
  { template = nameOf(url), name }: { template?: string; name: string },
): Promise<string> => {
  await onMaintenanceDatabase(url, (client) =>
    client.query(`create database ${name} template ${template} strategy file_copy`),
  );
  return urlOf(url, name);
};

const patienceMs = 1_000;

/**
 * Pools have ended before their connections have: one that is cut off in between has nobody left
 * who would hear of it.
 */
export const dropDatabase = (url: string, name: string): Promise<void> =>
  onMaintenanceDatabase(url, async (client) => {
    const countSessions = async (): Promise<number | null> =>
      (await client.query(`select from pg_stat_activity where datname = '${name}'`)).rowCount;
    const until = performance.now() + patienceMs;
    while ((await countSessions()) !== 0 && performance.now() < until) await sleep(20);
    await client.query(`drop database ${name} with (force)`);
  });

/** A template must have no session while it is copied. */
async function onMaintenanceDatabase(
  url: string,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: urlOf(url, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

/** Another database of the same cluster, by the same login. */
export function urlOf(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
