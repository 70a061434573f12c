import type { SourceKind } from '@taffrail/contract';
import { sql, type Insertable } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';

/** Of a source `s`, tests apart: the end of inbox_source. */
const lastReceivedAt = sql<Date | null>`(
  select received_at from inbox
  where source_id = s.id and not is_test order by received_at desc limit 1
)`.as('last_received_at');

/** With the latest of its deliveries, inbox_source, its latest test, inbox_test, and those that lie, inbox_state and inbox_held. */
const selectSources = (db: Database | Transaction) =>
  db
    .selectFrom('sources as s')
    .leftJoin('operators as o', 'o.id', 's.created_by')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('inbox as t')
          .select(['t.id', 't.received_at', 't.state', 't.reason'])
          .whereRef('t.source_id', '=', 's.id')
          .where('t.is_test', '=', true)
          .orderBy('t.received_at', 'desc')
          .limit(1)
          .as('t'),
      (join) => join.onTrue(),
    )
    .where('s.removed_at', 'is', null)
    .select((eb) => [
      's.id',
      's.kind',
      's.name',
      's.prefix',
      's.created_at',
      's.disabled_at',
      's.version',
      'o.email as created_by_email',
      't.id as test_id',
      't.received_at as tested_at',
      't.state as test_state',
      't.reason as test_reason',
      eb('s.sealed_secret', 'is not', null).as('has_secret'),
      lastReceivedAt,
      eb
        .selectFrom('inbox as i')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('i.source_id', '=', 's.id')
        .where('i.state', '=', 'held')
        .as('held'),
      eb
        .selectFrom('inbox as i')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('i.source_id', '=', 's.id')
        .where('i.state', '=', 'waiting')
        .as('waiting'),
      eb
        .selectFrom('inbox as i')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('i.source_id', '=', 's.id')
        .where('i.state', '=', 'poisoned')
        .as('poisoned'),
    ]);
export type SourceRow = Awaited<ReturnType<typeof listSourceRows>>[number];

export const listSourceRows = (db: Database) =>
  selectSources(db).orderBy('s.created_at', 'desc').orderBy('s.id', 'desc').execute();

/** Of which sources is something expected, and when did they send last? */
export const listExpectedRows = (db: Database) =>
  db
    .selectFrom('sources as s')
    .where('s.removed_at', 'is', null)
    .where('s.disabled_at', 'is', null)
    .select(['s.id', 's.kind', 's.name', 's.created_at', lastReceivedAt])
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();

export const getSourceRow = async (db: Database | Transaction, id: string): Promise<SourceRow> =>
  (await selectSources(db).where('s.id', '=', id).executeTakeFirst()) ?? raise('not_found');

export const insertSource = async (
  tx: Transaction,
  row: Insertable<Schema['sources']>,
): Promise<void> => {
  await tx.insertInto('sources').values(row).execute();
};

export const updateSource = async (
  tx: Transaction,
  id: string,
  change: Partial<Insertable<Schema['sources']>>,
): Promise<void> => {
  await tx
    .updateTable('sources')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
};

/** Has the inbox read what it held, once this transaction has enabled the source. */
export const enqueueRelease = async (tx: Transaction, sourceId: string): Promise<void> => {
  const payload = JSON.stringify({ sourceId });
  await sql`
    select enqueue_job('release_held_deliveries', ${payload}::json, ${`held:${sourceId}`})`.execute(
    tx,
  );
};

/** Held until the transaction ends: the primary key. */
export const lockSource = async (tx: Transaction, id: string) =>
  (await tx
    .selectFrom('sources')
    .select(['version', 'disabled_at'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) ?? raise('not_found');

/** What sends with this key? The unique index of key_hash. */
export const findSourceByKey = (db: Database, kind: SourceKind, keyHash: Buffer) =>
  db
    .selectFrom('sources')
    .select(['id', 'sealed_secret', 'disabled_at'])
    .where('key_hash', '=', keyHash)
    .where('kind', '=', kind)
    .where('removed_at', 'is', null)
    .executeTakeFirst();

/** What a source signs with, and how its bodies are read: the primary key. */
export const getSealedSecret = async (db: Database, id: string) =>
  (await db
    .selectFrom('sources')
    .select(['kind', 'name', 'mapping', 'sealed_secret'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()) ?? raise('not_found');
