import type { Transaction } from '../platform/db/database.ts';

/** The source with this id, even if it was removed: the primary key. */
export const findGivenSource = (tx: Transaction, id: string) =>
  tx
    .selectFrom('sources')
    .select(['key_hash', 'removed_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
