import { sql, type Insertable, type Selectable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';

export type ApiKeyRow = Omit<Selectable<Schema['api_keys']>, 'key_hash' | 'sealed_key'> & {
  readonly created_by_email: string | null;
};

/** Without what is derived from the key itself. */
const selectKeys = (db: Database | Transaction) =>
  db
    .selectFrom('api_keys as k')
    .leftJoin('operators as o', 'o.id', 'k.created_by')
    .select(['k.id', 'k.name', 'k.kind', 'k.scopes', 'k.role', 'k.prefix', 'k.origin'])
    .select(['k.created_by', 'k.created_at', 'k.last_used_at', 'k.revoked_at'])
    .select('o.email as created_by_email');

/** All of them: keys are made by hand, so there are a few dozen at most. */
export const listKeyRows = (db: Database): Promise<ApiKeyRow[]> =>
  selectKeys(db).orderBy('k.created_at', 'desc').orderBy('k.id', 'desc').execute();

/** @throws `not_found` */
export const getKeyRow = async (db: Database | Transaction, id: string): Promise<ApiKeyRow> =>
  (await selectKeys(db).where('k.id', '=', id).executeTakeFirst()) ?? raise('not_found');

export const insertKeyRow = async (
  tx: Transaction,
  row: Insertable<Schema['api_keys']>,
): Promise<void> => {
  await tx.insertInto('api_keys').values(row).execute();
};

/** Answers whether this call revoked it. The sealed copy goes with it. */
export const setRevoked = async (tx: Transaction, id: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: at, sealed_key: null })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Two processes that start at once take turns. */
export const lockKeys = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext('taffrail api keys'))`.execute(tx);
};

export const findKeyByHash = (tx: Transaction, hash: Buffer): Promise<ApiKeyRow | undefined> =>
  selectKeys(tx).where('k.key_hash', '=', hash).executeTakeFirst();

/** Keys from the environment that hold, but are not in it any more. */
export const listAbandonedKeys = (
  tx: Transaction,
  hashesInUse: readonly Buffer[],
): Promise<ApiKeyRow[]> =>
  selectKeys(tx)
    .where('k.origin', '=', 'environment')
    .where('k.revoked_at', 'is', null)
    .$if(hashesInUse.length > 0, (query) => query.where('k.key_hash', 'not in', hashesInUse))
    .execute();

/** A key of the console's own choice holds again. */
export const restoreKey = async (
  tx: Transaction,
  id: string,
  given: { origin: string; scopes: string[]; role: string | null },
): Promise<void> => {
  await tx
    .updateTable('api_keys')
    .set({ ...given, revoked_at: null, sealed_key: null })
    .where('id', '=', id)
    .execute();
};

/** Whether any ingest key but this was ever made here, revoked ones too: then nobody is left without. */
export const hasMadeIngestKey = async (
  tx: Transaction,
  exceptId: string | undefined,
): Promise<boolean> => {
  const made = tx
    .selectFrom('api_keys')
    .select('id')
    .where('kind', '=', 'ingest')
    .where('origin', '!=', 'environment')
    .limit(1);
  const others = exceptId === undefined ? made : made.where('id', '!=', exceptId);
  const row = await others.executeTakeFirst();
  return row !== undefined;
};
