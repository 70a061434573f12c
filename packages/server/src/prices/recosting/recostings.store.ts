import type { RecostingState } from '@taffrail/contract';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';
import { raise } from '../../platform/http/api-error.ts';

export type RecostingRow = Selectable<Schema['recostings']>;

export const recostTask = 'recost_jobs';

/** In the transaction that gives it something to do. */
export const enqueueRecosting = async (tx: Transaction, id: string): Promise<void> => {
  const payload = JSON.stringify({ id });
  await sql`select enqueue_job(${recostTask}, ${payload}::json, ${`recosting:${id}`})`.execute(tx);
};

/** The latest; recostings_latest. */
export const listRecostingRows = (db: Database, limit: number): Promise<RecostingRow[]> =>
  db
    .selectFrom('recostings')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const insertRecosting = async (
  tx: Transaction,
  row: Insertable<Schema['recostings']>,
): Promise<void> => {
  await tx.insertInto('recostings').values(row).execute();
};

/** Held until the transaction ends: whoever moves it does so one after the other. */
export const lockRecosting = async (tx: Transaction, id: string): Promise<RecostingRow> =>
  (await tx
    .selectFrom('recostings')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) ?? raise('not_found');

export const updateRecosting = async (
  tx: Transaction,
  id: string,
  change: Partial<Insertable<Schema['recostings']>> & { readonly state?: RecostingState },
): Promise<void> => {
  await tx.updateTable('recostings').set(change).where('id', '=', id).execute();
};

/** Is one under way? recostings_under_way. */
export const findUnderWay = (tx: Transaction) =>
  tx
    .selectFrom('recostings')
    .select(['id', 'created_by'])
    .where('state', 'in', ['previewing', 'applying', 'taking_back'])
    .executeTakeFirst();

/** What the price book says now, in a few characters: another book has others. */
export const readBookMark = async (db: Database | Transaction): Promise<string> => {
  const { rows } = await sql<{ mark: string }>`
    select md5(coalesce(string_agg(id || ' ' || coalesce(effective_to::text, ''), ',' order by id), ''))
      as mark
    from model_prices where replaced_at is null`.execute(db);
  return rows[0]?.mark ?? '';
};

/** Of previews that nobody will apply any more, and of costs that were given back. */
export const deleteChanges = async (tx: Transaction, id: string): Promise<void> => {
  await tx.deleteFrom('recosting_changes').where('recosting_id', '=', id).execute();
};
