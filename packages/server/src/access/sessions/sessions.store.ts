import { sql, type Insertable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';

export const insertSession = async (
  db: Database | Transaction,
  row: Insertable<Schema['operator_sessions']>,
): Promise<void> => {
  await db.insertInto('operator_sessions').values(row).execute();
};

/** Whose are these sessions, as far as they still hold? Primary keys of both tables. */
export const listSessionRows = (db: Database, tokenHashes: readonly Buffer[], now: Date) =>
  db
    .selectFrom('operator_sessions as s')
    .innerJoin('operators as o', 'o.id', 's.operator_id')
    .select(['s.token_hash', 's.operator_id', 's.created_at', 's.last_used_at', 's.expires_at'])
    .select(['o.email', 'o.role'])
    // One statement for any number of them.
    .where('s.token_hash', '=', sql<Buffer>`any(${tokenHashes}::bytea[])`)
    .where('s.expires_at', '>', now)
    .where('o.disabled_at', 'is', null)
    .execute();

export type SessionRow = Awaited<ReturnType<typeof listSessionRows>>[number];

export const setSessionUsed = async (
  db: Database,
  tokenHash: Buffer,
  use: { last_used_at: Date; expires_at: Date },
): Promise<void> => {
  await db.updateTable('operator_sessions').set(use).where('token_hash', '=', tokenHash).execute();
};

export const setLastSeen = async (
  db: Database | Transaction,
  operatorId: string,
  at: Date,
): Promise<void> => {
  await db
    .updateTable('operators')
    .set({ last_seen_at: at })
    .where('id', '=', operatorId)
    .execute();
};

export const deleteSession = async (
  db: Database | Transaction,
  tokenHash: Buffer,
): Promise<void> => {
  await db.deleteFrom('operator_sessions').where('token_hash', '=', tokenHash).execute();
};

/** Ends every session of an operator, but for one that may go on. */
export const deleteSessionsOf = async (
  db: Database | Transaction,
  operatorId: string,
  except?: Buffer,
): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('operator_sessions')
    .where('operator_id', '=', operatorId)
    .$if(except !== undefined, (query) => query.where('token_hash', '!=', except ?? null))
    .executeTakeFirst();
  return Number(numDeletedRows);
};

/** Index operator_sessions_expiry. */
export const deleteExpiredSessions = async (
  db: Database | Transaction,
  now: Date,
): Promise<void> => {
  await db.deleteFrom('operator_sessions').where('expires_at', '<=', now).execute();
};
