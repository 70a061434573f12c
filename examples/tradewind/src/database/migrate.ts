import { readFile, readdir } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../../migrations/', import.meta.url);

/** Any number: processes that start together migrate one after the other. */
const lockId = 4_700_001;

/** Brings the schema up to date: numbered files, once each, forward only. */
export const migrateDatabase = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString, application_name: 'tradewind migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockId]);
    await client.query('create table if not exists migrations (name text primary key)');
    const { rows } = await client.query<{ name: string }>('select name from migrations');
    const applied = new Set(rows.map(({ name }) => name));
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names.filter((name) => !applied.has(name))) {
      await client.query('begin');
      await client.query(await readFile(new URL(name, folder), 'utf8'));
      await client.query('insert into migrations (name) values ($1)', [name]);
      await client.query('commit');
    }
  } finally {
    // The session's end takes back what was not committed, and releases the lock.
    await client.end();
  }
};
