import type { Insertable, Selectable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';

export type SavedViewRow = Selectable<Schema['saved_views']>;

/** Mine, and what others share? saved_views_page, and the unique index for mine. */
export const listViewRows = (
  db: Database,
  page: string,
  operatorId: string | null,
): Promise<SavedViewRow[]> =>
  db
    .selectFrom('saved_views')
    .selectAll()
    .where('page', '=', page)
    .where((where) => where.or([where('shared', '=', true), where('operator_id', '=', operatorId)]))
    .orderBy('name')
    .orderBy('id')
    .execute();

export const insertView = (
  tx: Transaction,
  row: Insertable<Schema['saved_views']>,
): Promise<SavedViewRow> =>
  tx.insertInto('saved_views').values(row).returningAll().executeTakeFirstOrThrow();

/** Held until the transaction ends; nothing when it is not there or belongs to somebody else. */
export const lockViewOf = (
  tx: Transaction,
  operatorId: string,
  id: string,
): Promise<SavedViewRow | undefined> =>
  tx
    .selectFrom('saved_views')
    .selectAll()
    .where('id', '=', id)
    .where('operator_id', '=', operatorId)
    .forUpdate()
    .executeTakeFirst();

export const updateView = (
  tx: Transaction,
  id: string,
  changes: Pick<SavedViewRow, 'name' | 'shared' | 'search'>,
): Promise<SavedViewRow> =>
  tx
    .updateTable('saved_views')
    .set(changes)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** The view that was deleted; nothing when it is not there or belongs to somebody else. */
export const deleteViewOf = (
  tx: Transaction,
  operatorId: string,
  id: string,
): Promise<SavedViewRow | undefined> =>
  tx
    .deleteFrom('saved_views')
    .where('id', '=', id)
    .where('operator_id', '=', operatorId)
    .returningAll()
    .executeTakeFirst();
