import type { DeliveryState, SourceKind } from '@taffrail/contract';
import { sql, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import { readingTasksOf } from './reading-tasks.ts';

/** Who sent it: a source, or an ingest key with the scope. */
export type Sender = { readonly sourceId: string } | { readonly apiKeyId: string };

export interface NewDelivery {
  readonly id: string;
  readonly receivedAt: Date;
  readonly kind: SourceKind;
  readonly sender: Sender;
  readonly deliveryId: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly isTest: boolean;
  /** Its source is disabled: it is read once that is enabled again. */
  readonly isHeld: boolean;
}

/** In the transaction that stored it: neither is there without the other. */
export const enqueueReading = async (
  tx: Transaction,
  { id, receivedAt, kind }: { id: string; receivedAt: Date; kind: string },
): Promise<void> => {
  const payload = JSON.stringify({ id, receivedAt: receivedAt.toISOString() });
  const { one: task } = readingTasksOf(kind);
  await sql`select enqueue_job(${task}, ${payload}::json, ${`delivery:${id}`})`.execute(tx);
};

/** Held until the transaction ends, so that it is read once at a time. */
export const lockDelivery = (tx: Transaction, id: string, receivedAt: Date) =>
  tx
    .selectFrom('inbox')
    .selectAll()
    .where('received_at', '=', receivedAt)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const setRead = async (
  db: Database | Transaction,
  { id, receivedAt }: { id: string; receivedAt: Date },
  change: {
    state: DeliveryState;
    reason: string | null;
    attempts?: number;
    processed_at: Date | null;
  },
): Promise<void> => {
  await db
    .updateTable('inbox')
    .set(change)
    .where('received_at', '=', receivedAt)
    .where('id', '=', id)
    .execute();
};

const selectDeliveries = (db: Database | Transaction) =>
  db
    .selectFrom('inbox as i')
    .leftJoin('sources as s', 's.id', 'i.source_id')
    .leftJoin('api_keys as k', 'k.id', 'i.api_key_id')
    .select((eb) => [
      'i.id',
      'i.kind',
      'i.received_at',
      'i.delivery_id',
      'i.state',
      'i.reason',
      'i.attempts',
      'i.processed_at',
      'i.is_test',
      eb.fn<number>('octet_length', ['i.body']).as('size_bytes'),
      eb.fn.coalesce('i.source_id', 'i.api_key_id').as('sender_id'),
      eb.fn.coalesce('s.name', 'k.name', eb.val('')).as('sender_name'),
    ]);
export type DeliveryRow = Awaited<ReturnType<typeof listDeliveryRows>>[number];

/** What was sent, newest first? The primary key; by state inbox_state, by source inbox_source. */
export const listDeliveryRows = (
  db: Database,
  filter: {
    state?: DeliveryState | undefined;
    kind?: SourceKind | undefined;
    sourceId?: string | undefined;
  },
  page: { limit: number; after: Cursor | undefined },
) => {
  let query = selectDeliveries(db);
  if (filter.state !== undefined) query = query.where('i.state', '=', filter.state);
  if (filter.kind !== undefined) query = query.where('i.kind', '=', filter.kind);
  if (filter.sourceId !== undefined) query = query.where('i.source_id', '=', filter.sourceId);
  const { after } = page;
  if (after)
    query = query.where(sql<SqlBool>`(i.received_at, i.id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('i.received_at', 'desc').orderBy('i.id', 'desc').limit(page.limit).execute();
};

/** By id alone: a look into the primary key of each day, of which there are some thirty. */
export const getDeliveryRow = async (db: Database | Transaction, id: string) =>
  (await selectDeliveries(db)
    .select(['i.headers', 'i.body'])
    .where('i.id', '=', id)
    .limit(1)
    .executeTakeFirst()) ?? raise('not_found');

/** Does something, and undoes what the database was told of it. */
export const undoing = async <T>(tx: Transaction, act: () => Promise<T>): Promise<T> => {
  await sql`savepoint undoing`.execute(tx);
  const result = await act();
  await sql`rollback to savepoint undoing`.execute(tx);
  return result;
};
