import type { BulkRowState } from '@taffrail/contract';
import { sql, type Selectable } from 'kysely';
import type pg from 'pg';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';

export type BulkRowRecord = Selectable<Schema['bulk_action_rows']>;

/** In the order in which they are worked through. */
export const insertRows = async (
  tx: Transaction,
  bulkActionId: string,
  rows: readonly { readonly id: string; readonly label: string }[],
): Promise<void> => {
  const json = JSON.stringify(rows.map(({ id, label }, position) => ({ position, id, label })));
  await sql`
    insert into bulk_action_rows (bulk_action_id, position, target_id, label)
    select ${bulkActionId}, position, id, label
    from json_to_recordset(${json}) as r (position integer, id uuid, label text)`.execute(tx);
};

/** By the primary key. */
export const findRow = (
  tx: Transaction,
  bulkActionId: string,
  position: number,
): Promise<BulkRowRecord | undefined> =>
  tx
    .selectFrom('bulk_action_rows')
    .selectAll()
    .where('bulk_action_id', '=', bulkActionId)
    .where('position', '=', position)
    .executeTakeFirst();

interface Settled {
  readonly state: Exclude<BulkRowState, 'pending'>;
  readonly reason: string | null;
  readonly at: Date;
}

/** Keeps what became of a row, and counts it: the next one has its turn. */
export const settleRow = async (
  tx: Transaction,
  { bulk_action_id: id, position }: Pick<BulkRowRecord, 'bulk_action_id' | 'position'>,
  { state, reason, at }: Settled,
): Promise<void> => {
  await tx
    .updateTable('bulk_action_rows')
    .set({ state, reason, at })
    .where('bulk_action_id', '=', id)
    .where('position', '=', position)
    .execute();
  const oneIf = (counted: Settled['state']): number => (state === counted ? 1 : 0);
  await tx
    .updateTable('bulk_actions')
    .set((eb) => ({
      next_position: position + 1,
      rows_done: eb('rows_done', '+', oneIf('done')),
      rows_skipped: eb('rows_skipped', '+', oneIf('skipped')),
      rows_failed: eb('rows_failed', '+', oneIf('failed')),
      failure: null,
    }))
    .where('id', '=', id)
    .execute();
};

/** In their order: the primary key, or of one state bulk_action_rows_state. */
export const listRows = (
  db: Database,
  { id, state }: { id: string; state?: BulkRowState | undefined },
  { limit, after }: { limit: number; after: number | undefined },
): Promise<BulkRowRecord[]> => {
  let query = db.selectFrom('bulk_action_rows').selectAll().where('bulk_action_id', '=', id);
  if (state !== undefined) query = query.where('state', '=', state);
  if (after !== undefined) query = query.where('position', '>', after);
  return query.orderBy('position').limit(limit).execute();
};

/** Of actions that ended so long ago; what they came to is kept with the action. */
export const deleteRowsEndedBefore = async (owner: pg.Pool, limit: Date): Promise<void> => {
  await owner.query(
    `delete from bulk_action_rows r using bulk_actions a
     where a.id = r.bulk_action_id and a.finished_at < $1`,
    [limit],
  );
};
