import type { Database } from '../../platform/db/database.ts';

export interface KeyRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly scopes: string[];
  readonly role: string | null;
}

/** Which key that has not been revoked has this hash? The unique index of key_hash. */
export const findKeyRow = (db: Database, hash: Buffer): Promise<KeyRow | undefined> =>
  db
    .selectFrom('api_keys')
    .select(['id', 'kind', 'name', 'scopes', 'role'])
    .where('key_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

/** Which of these keys hold, and as what? The primary key. */
export const listKeyRoles = (db: Database, ids: readonly string[]) =>
  db
    .selectFrom('api_keys')
    .select(['id', 'role'])
    .where('id', 'in', ids)
    .where('revoked_at', 'is', null)
    .execute();

/** Several processes note the same key: the latest use wins. */
export const noteKeyUse = async (db: Database, id: string, at: Date): Promise<void> => {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<', at)]))
    .execute();
};
