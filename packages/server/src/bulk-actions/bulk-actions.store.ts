import type { BulkActionName, BulkActionState } from '@taffrail/contract';
import { sql, type Insertable, type Selectable, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';
import type { Cursor } from '../platform/http/cursor.ts';

export type BulkActionRecord = Selectable<Schema['bulk_actions']>;

export const bulkActionTask = 'bulk_action';

/** In the transaction that gives it something to do. */
export const enqueueBulkAction = async (tx: Transaction, id: string): Promise<void> => {
  const payload = JSON.stringify({ id });
  await sql`select enqueue_job(${bulkActionTask}, ${payload}::json, ${`bulk_action:${id}`})`.execute(
    tx,
  );
};

export const insertBulkAction = async (
  tx: Transaction,
  row: Insertable<Schema['bulk_actions']>,
): Promise<void> => {
  await tx.insertInto('bulk_actions').values(row).execute();
};

export const findBulkAction = (
  db: Database | Transaction,
  id: string,
): Promise<BulkActionRecord | undefined> =>
  db.selectFrom('bulk_actions').selectAll().where('id', '=', id).executeTakeFirst();

export const getBulkActionRecord = async (
  db: Database | Transaction,
  id: string,
): Promise<BulkActionRecord> => (await findBulkAction(db, id)) ?? raise('not_found');

/** Held until the transaction ends: whoever moves it does so one after the other. */
export const lockBulkAction = async (tx: Transaction, id: string): Promise<BulkActionRecord> =>
  (await tx
    .selectFrom('bulk_actions')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) ?? raise('not_found');

export const updateBulkAction = async (
  tx: Transaction,
  id: string,
  change: Partial<Insertable<Schema['bulk_actions']>> & { readonly state?: BulkActionState },
): Promise<void> => {
  await tx.updateTable('bulk_actions').set(change).where('id', '=', id).execute();
};

/** Newest first: bulk_actions_latest, or the index of what they are filtered by. */
export const listBulkActionRecords = (
  db: Database,
  filter: { action?: BulkActionName | undefined; state?: BulkActionState | undefined },
  { limit, after }: { limit: number; after: Cursor | undefined },
): Promise<BulkActionRecord[]> => {
  let query = db.selectFrom('bulk_actions').selectAll();
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (after) query = query.where(sql<SqlBool>`(created_at, id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
};
