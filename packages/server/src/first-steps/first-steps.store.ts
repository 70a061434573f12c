import type { Database, Transaction } from '../platform/db/database.ts';

const setting = 'first_event';

export const findNotedEvent = async (db: Database | Transaction): Promise<unknown> => {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', setting)
    .executeTakeFirst();
  return row?.value;
};

/** Of two who find it at once, the first one's note stays. */
export const noteEvent = async (
  db: Database | Transaction,
  event: { action: string | null; receivedAt: string },
  now: Date,
): Promise<void> => {
  await db
    .insertInto('settings')
    .values({ key: setting, value: event, updated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Which event is the oldest? The beginning of the primary key of the oldest partition with rows. */
export const findEarliestActivity = (db: Database | Transaction) =>
  db
    .selectFrom('activity_log')
    .select(['action', 'received_at'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

/** When was an ingest key other than this used? Keys are few dozens at most. */
export const findIngestKeyUse = async (
  db: Database | Transaction,
  exceptId: string,
): Promise<Date | undefined> => {
  const row = await db
    .selectFrom('api_keys')
    .select('last_used_at')
    .where('kind', '=', 'ingest')
    .where('id', '!=', exceptId)
    .where('last_used_at', 'is not', null)
    .orderBy('last_used_at')
    .limit(1)
    .executeTakeFirst();
  return row?.last_used_at ?? undefined;
};

export const findSealedKey = async (db: Database | Transaction): Promise<Buffer | undefined> => {
  const row = await db
    .selectFrom('api_keys')
    .select('sealed_key')
    .where('sealed_key', 'is not', null)
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row?.sealed_key ?? undefined;
};

export const clearSealedKeys = async (db: Database | Transaction): Promise<void> => {
  await db
    .updateTable('api_keys')
    .set({ sealed_key: null })
    .where('sealed_key', 'is not', null)
    .execute();
};
