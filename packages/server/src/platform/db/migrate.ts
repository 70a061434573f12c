import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import pg from 'pg';
import type { Logger } from '../log.ts';
import type { RoleNames } from './roles.ts';

const folder = new URL('../../../migrations/', import.meta.url);
const privilegesFile = 'privileges.sql';

/** Any number that nobody else uses; held while one process migrates and the others wait. */
const lockId = 7_238_114_031;

/** Of the header that asks for no transaction, as `create index concurrently` demands. */
const withoutTransaction = /^-- no-transaction\b/;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const checksumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const readMigrations = async (): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name));
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return { name, sql, checksum: checksumOf(sql) };
    }),
  );
};

/** `:app`, `:ingest` and `:member` become the quoted names of the login roles. */
const readPrivileges = async (roles: RoleNames): Promise<Migration> => {
  const template = await readFile(new URL(privilegesFile, folder), 'utf8');
  const sql = template.replaceAll(/:(app|ingest|member)\b/g, (_, role: keyof RoleNames) =>
    pg.escapeIdentifier(roles[role]),
  );
  return { name: privilegesFile, sql, checksum: checksumOf(sql) };
};

const run = async (client: pg.Client, migration: Migration): Promise<void> => {
  const record = `
    insert into schema_migrations (name, checksum) values ($1, $2)
    on conflict (name) do update set checksum = excluded.checksum, applied_at = now()`;
  if (withoutTransaction.test(migration.sql)) {
    await client.query(migration.sql);
    await client.query(record, [migration.name, migration.checksum]);
    return;
  }
  await client.query('begin');
  try {
    // A migration that cannot get its lock soon fails, rather than holding up all that comes after.
    await client.query(`set local lock_timeout = '10s'`);
    await client.query(migration.sql);
    await client.query(record, [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed and was taken back.`, { cause: error });
  }
};

/**
 * Brings the schema up to date: numbered migrations once each and forward only, then the
 * privileges whenever they or the roles' names changed. Safe to run from several processes.
 *
 * @returns the names of what was applied.
 * @throws when a migration fails, or when an applied one is not the same file any more.
 */
export const migrateDatabase = async (options: {
  ownerUrl: string;
  roles: RoleNames;
  log: Logger;
}): Promise<string[]> => {
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'taffrail migrate',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockId]);
    await client.query(`
      create table if not exists schema_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from schema_migrations',
    );
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));

    const pending: Migration[] = [];
    for (const migration of await readMigrations()) {
      const known = applied.get(migration.name);
      if (known === undefined) pending.push(migration);
      else if (known !== migration.checksum)
        throw new Error(`Migration ${migration.name} was changed after it had been applied.`);
    }
    const privileges = await readPrivileges(options.roles);
    if (pending.length > 0 || applied.get(privileges.name) !== privileges.checksum)
      pending.push(privileges);

    for (const migration of pending) {
      await run(client, migration);
      options.log.info({ migration: migration.name }, 'migration applied');
    }
    return pending.map((migration) => migration.name);
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
};
