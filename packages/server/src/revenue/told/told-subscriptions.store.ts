import { sql, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';

export interface ToldRow {
  readonly received_at: Date;
  readonly ordinal: number;
  readonly id: string;
  readonly organization_id: string;
  readonly at: Date;
  readonly record: unknown;
}

/** Takes out what was told first, in its order: told_subscriptions_waiting. */
export const takeTold = async (tx: Transaction, limit: number): Promise<ToldRow[]> => {
  const { rows } = await sql<ToldRow>`
    with taken as (
      delete from told_subscriptions
      where (received_at, ordinal, id) in (
        select received_at, ordinal, id from told_subscriptions where failed_at is null
        order by received_at, ordinal, id limit ${limit}
      )
      returning *
    )
    select received_at, ordinal, id, organization_id, at, record
    from taken order by received_at, ordinal, id`.execute(tx);
  return rows;
};

export interface FailedRow extends ToldRow {
  readonly failed_at: Date;
  readonly failure: string;
}

/** Puts back what cannot be read, with the reason. */
export const keepFailed = async (tx: Transaction, rows: readonly FailedRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await tx
    .insertInto('told_subscriptions')
    .values(rows.map((row) => ({ ...row, record: JSON.stringify(row.record) })))
    .execute();
};

/** What cannot be read, newest first? told_subscriptions_failed. */
export const listFailedRows = (
  db: Database,
  { limit, after }: { limit: number; after: Cursor | undefined },
) => {
  let query = db
    .selectFrom('told_subscriptions')
    .select(['id', 'organization_id', 'received_at', 'failed_at', 'failure', 'record'])
    .where('failed_at', 'is not', null);
  if (after) query = query.where(sql<SqlBool>`(failed_at, id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('failed_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
};
export type ListedFailure = Awaited<ReturnType<typeof listFailedRows>>[number];

/** Lets one wait again. Answers whether it was there; told_subscriptions_failed. */
export const forgetFailure = async (tx: Transaction, id: string): Promise<boolean> => {
  const { rows } = await sql`
    update told_subscriptions set failed_at = null, failure = null
    where failed_at is not null and id = ${id}::uuid returning id`.execute(tx);
  return rows.length > 0;
};

export const recordTask = 'record_told_subscriptions';

export const enqueueRecording = async (tx: Transaction): Promise<void> => {
  await sql`select enqueue_job(${recordTask}, '{}'::json, ${recordTask})`.execute(tx);
};

/** Does something; when it fails, undoes it alone, and goes on in the same transaction. */
export const tryInside = async (
  tx: Transaction,
  act: () => Promise<void>,
  onFailure: (error: unknown) => Promise<void>,
): Promise<void> => {
  await sql`savepoint attempt`.execute(tx);
  try {
    await act();
    await sql`release savepoint attempt`.execute(tx);
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    await onFailure(error);
  }
};
