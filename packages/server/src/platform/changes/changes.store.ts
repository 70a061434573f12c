import { sql } from 'kysely';
import type pg from 'pg';
import type { Database, Transaction } from '../db/database.ts';

export const changesChannel = 'taffrail_changes';

export const listenForChanges = async (client: pg.ClientBase): Promise<void> => {
  await client.query(`listen ${changesChannel}`);
};

export const notifyOfChanges = async (
  client: pg.ClientBase,
  topics: readonly string[],
): Promise<void> => {
  await client.query('select pg_notify($1, $2)', [changesChannel, topics.join(',')]);
};

export const toTopics = (payload: string): ReadonlySet<string> => new Set(payload.split(','));

/**
 * For changes that are rare: told by the transaction itself, thus when it commits and only then.
 * Transactions that tell commit one after another, so whatever comes in numbers uses an announcer.
 */
export const announceInside = async (
  db: Database | Transaction,
  ...topics: readonly string[]
): Promise<void> => {
  await sql`select pg_notify(${changesChannel}, ${topics.join(',')})`.execute(db);
};

/** @throws when the connection is dead, which an idle one learns late or never */
export const assertAnswers = async (client: pg.ClientBase): Promise<void> => {
  await client.query('select 1');
};
