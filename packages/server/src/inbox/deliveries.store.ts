import { sql } from 'kysely';
import type { SourceKind } from '@taffrail/contract';
import type { Transaction } from '../platform/db/database.ts';
import { enqueueReading, type NewDelivery, type Sender } from './inbox.store.ts';
import { readingTasksOf } from './reading-tasks.ts';

/** Deliveries by the hundred: what arrives together is stored and read together. */

const senderIdOf = (sender: Sender): string =>
  'sourceId' in sender ? sender.sourceId : sender.apiKeyId;

/** What a delivery is known by, whoever else has ids of the same form. */
export const nameOf = ({ kind, sender, deliveryId }: NewDelivery): string | undefined =>
  deliveryId === undefined ? undefined : `${kind} ${senderIdOf(sender)} ${deliveryId}`;

/**
 * Which of them did the same senders send before? Their ids, by name: index inbox_delivery of each
 * partition. Partitions cannot hold one unique index over all days, so locks, always taken in one
 * order, make look-up and insert one.
 */
export const lockAndFindDeliveries = async (
  tx: Transaction,
  deliveries: readonly NewDelivery[],
): Promise<Map<string, string>> => {
  const names = deliveries.flatMap((delivery) => nameOf(delivery) ?? []);
  if (names.length === 0) return new Map();
  await sql`
    select pg_advisory_xact_lock(key)
    from (
      select distinct hashtextextended(name, 0) as key from unnest(${names}::text[]) as name
      order by key
    ) as keys`.execute(tx);
  const ids = deliveries.flatMap(({ deliveryId }) => deliveryId ?? []);
  const { rows } = await sql<{ name: string; id: string }>`
    select concat_ws(' ', kind, coalesce(source_id, api_key_id), delivery_id) as name, id
    from inbox where delivery_id = any(${ids}::text[]) and delivery_id is not null`.execute(tx);
  return new Map(rows.map(({ name, id }) => [name, id]));
};

export const insertDeliveries = async (
  tx: Transaction,
  deliveries: readonly NewDelivery[],
): Promise<void> => {
  if (deliveries.length === 0) return;
  await tx
    .insertInto('inbox')
    .values(
      deliveries.map(({ sender, ...delivery }) => ({
        id: delivery.id,
        received_at: delivery.receivedAt,
        kind: delivery.kind,
        source_id: 'sourceId' in sender ? sender.sourceId : null,
        api_key_id: 'apiKeyId' in sender ? sender.apiKeyId : null,
        delivery_id: delivery.deliveryId ?? null,
        query: JSON.stringify(delivery.query),
        headers: JSON.stringify(delivery.headers),
        body: delivery.body,
        is_test: delivery.isTest,
        ...(delivery.isHeld && { state: 'held' }),
      })),
    )
    .execute();
};

/** One job for all that wait of a kind, however many there are; a test is read by itself. */
export const enqueueReadings = async (
  tx: Transaction,
  deliveries: readonly NewDelivery[],
): Promise<void> => {
  for (const test of deliveries.filter(({ isTest }) => isTest)) await enqueueReading(tx, test);
  const others = deliveries.filter(({ isTest, isHeld }) => !isTest && !isHeld);
  for (const kind of new Set(others.map(({ kind: one }) => one))) await enqueueWaiting(tx, kind);
};

/** One job for all that wait of a kind. */
export const enqueueWaiting = async (tx: Transaction, kind: SourceKind): Promise<void> => {
  const payload = JSON.stringify({ kind });
  const key = `deliveries:${kind}`;
  const { waiting: task } = readingTasksOf(kind);
  await sql`select enqueue_job(${task}, ${payload}::json, ${key})`.execute(tx);
};

/** Tries a delivery again by itself, in growing pauses; as the owner of the schema. */
export const enqueueRetry = async (
  tx: Transaction,
  { id, receivedAt }: { id: string; receivedAt: Date },
  kind: SourceKind,
): Promise<void> => {
  const payload = JSON.stringify({ id, receivedAt: receivedAt.toISOString() });
  await sql`
    select graphile_worker.add_job(${readingTasksOf(kind).one}, ${payload}::json,
      job_key => ${`delivery:${id}`}, run_at => now() + interval '1 second')`.execute(tx);
};

/**
 * What waits of a kind and was never tried, oldest first: index inbox_state, which has few rows. The
 * state is part of the text, since a plan for any state could not use that index.
 */
const oldestWaiting = (tx: Transaction, kind: SourceKind, limit: number) =>
  tx
    .selectFrom('inbox')
    .where('state', '=', sql.lit('waiting'))
    .where('kind', '=', kind)
    .where('attempts', '=', 0)
    .where('is_test', '=', false)
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit);

/** What of it is read at once: bodies are held in memory, and some are large. */
export interface Batch {
  readonly limit: number;
  readonly bytes: number;
}

export interface WaitingRow {
  readonly id: string;
  readonly received_at: Date;
  readonly source_id: string | null;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: Buffer;
}

export interface Waiting {
  readonly rows: readonly WaitingRow[];
  /** There may be more than that. */
  readonly isCut: boolean;
}

/**
 * Those that nobody else is reading, one at least, however large: index inbox_state, then the primary
 * key for each. Held until the transaction ends. That each still waits is asked in words which no
 * index answers: inbox_state would give all that wait since the same moment, for each of them.
 */
export const lockWaiting = async (
  tx: Transaction,
  kind: SourceKind,
  { limit, bytes }: Batch,
): Promise<Waiting> => {
  const oldest = oldestWaiting(tx, kind, limit).select(({ fn }) => [
    'received_at',
    'id',
    fn<number>('octet_length', ['body']).as('bytes'),
  ]);
  const { rows } = await sql<WaitingRow & { is_cut: boolean }>`
    with oldest as (${oldest}), chosen as (
      select received_at, id,
        sum(bytes) over (order by received_at, id) - bytes as bytes_before,
        count(*) over () >= ${limit} or sum(bytes) over () >= ${bytes} as is_cut
      from oldest
    )
    select i.id, i.received_at, i.source_id, i.query, i.headers, i.body, c.is_cut
    from chosen c join inbox i on i.received_at = c.received_at and i.id = c.id
    where c.bytes_before < ${bytes} and i.attempts = 0
      and i.state is not distinct from 'waiting'
    order by i.received_at, i.id
    for update of i skip locked`.execute(tx);
  return { rows, isCut: rows[0]?.is_cut ?? false };
};

/** The same without their bodies and without holding them. */
export const findWaiting = async (
  tx: Transaction,
  kind: SourceKind,
  limit: number,
): Promise<{ id: string; receivedAt: Date }[]> => {
  const rows = await oldestWaiting(tx, kind, limit).select(['id', 'received_at']).execute();
  return rows.map(({ id, received_at: receivedAt }) => ({ id, receivedAt }));
};

export interface ReadRow {
  readonly id: string;
  readonly received_at: Date;
  readonly state: 'done' | 'ignored' | 'poisoned';
  readonly reason: string | null;
}

/** What came of the first attempt to read them: the primary key, within these days. */
export const setAllRead = async (
  tx: Transaction,
  rows: readonly ReadRow[],
  processedAt: Date,
): Promise<void> => {
  const times = rows.map(({ received_at: at }) => at.getTime());
  const [from, to] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  await sql`
    update inbox i
    set state = r.state, reason = r.reason, attempts = 1, processed_at = ${processedAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, received_at timestamptz, state text, reason text)
    where i.received_at = r.received_at and i.id = r.id
      and i.received_at between ${from} and ${to}`.execute(tx);
};
