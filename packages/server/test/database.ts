import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
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
    drop: () => onMaintenanceDatabase(templateUrl, `drop database ${name} with (force)`),
  };
}

/** The template itself must have no session while it is copied. */
async function onMaintenanceDatabase(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf(url, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}
