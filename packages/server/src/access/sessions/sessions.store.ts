import type { Insertable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';

export const insertSession = async (
  db: Database | Transaction,
  row: Insertable<Schema['operator_sessions']>,
): Promise<void> => {
  await db.insertInto('operator_sessions').values(row).execute();
};

/** Whose session is this, if it still holds? Primary keys of both tables. */
export const findSessionRow = (db: Database, tokenHash: Buffer, now: Date) =>
  db
    .selectFrom('operator_sessions as s')
    .innerJoin('operators as o', 'o.id', 's.operator_id')
    .select(['s.operator_id', 's.created_at', 's.last_used_at', 's.expires_at'])
    .select(['o.email', 'o.role'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.expires_at', '>', now)
    .where('o.disabled_at', 'is', null)
    .executeTakeFirst();

/** Notes a use. Not in one transaction: a lost note costs a minute of a session's life. */
export const touchSession = async (
  db: Database,
  use: { tokenHash: Buffer; operatorId: string; now: Date; expiresAt: Date },
): Promise<void> => {
  await db
    .updateTable('operator_sessions')
    .set({ last_used_at: use.now, expires_at: use.expiresAt })
    .where('token_hash', '=', use.tokenHash)
    .execute();
  await db
    .updateTable('operators')
    .set({ last_seen_at: use.now })
    .where('id', '=', use.operatorId)
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
