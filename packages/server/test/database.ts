import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResult } from 'pg';
import { inject } from 'vitest';
import { ensureRoles } from '../src/platform/db/roles.ts';
import type { RoleUrls } from '../src/platform/db/roles.ts';
import { createLogger } from '../src/platform/log.ts';

export interface TestDatabase {
  ownerUrl: string;
  urls: RoleUrls;
  /** What a server on this database must be given as its secret. */
  secret: string;
  drop(): Promise<void>;
}

/** An own copy of the migrated database, without partitions or time zone. One per test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const templateUrl = inject('templateUrl');
  const secret = inject('secret');
  const template = new URL(templateUrl).pathname.slice(1);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onMaintenanceDatabase(templateUrl, `create database ${name} template ${template}`);
  const ownerUrl = urlOf(templateUrl, name);
  const log = createLogger({ level: 'silent' });
  const { urls } = await ensureRoles({ ownerUrl, configured: {}, secret, log });
  return {
    ownerUrl,
    urls,
    secret,
    drop: () => dropDatabase(templateUrl, name),
  };
}

const patienceMs = 1_000;

/**
 * Pools have ended before their connections have: one that is cut off in between has nobody left
 * who would hear of it.
 */
async function dropDatabase(url: string, name: string): Promise<void> {
  const sessions = `select from pg_stat_activity where datname = '${name}'`;
  const until = performance.now() + patienceMs;
  while ((await onMaintenanceDatabase(url, sessions)).rowCount !== 0 && performance.now() < until)
    await sleep(20);
  await onMaintenanceDatabase(url, `drop database ${name} with (force)`);
}

/** The template itself must have no session while it is copied. */
async function onMaintenanceDatabase(url: string, sql: string): Promise<QueryResult> {
  const client = new Client({ connectionString: urlOf(url, 'postgres') });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
