import type { ChangeTopic, SourceKind } from '@taffrail/contract';
import type { Transaction } from '../platform/db/database.ts';
import { isDatabaseAway, isTransactionConflict } from '../platform/db/failures.ts';
import {
  enqueueRetry,
  findWaiting,
  lockWaiting,
  setAllRead,
  type ReadRow,
  type WaitingRow,
} from './deliveries.store.ts';
import { Unreadable, type HookDriver, type Reading } from './inbox.ts';
import { readDelivery, toStored, type ReadContext } from './read-delivery.ts';

/** In one transaction. */
const usuallyAtOnce = 500;
const bytesAtOnce = 16 * 1024 * 1024;

/** How those of a kind are read together. */
interface Together {
  readonly readAll: NonNullable<HookDriver['readAll']>;
  readonly atOnce: number;
}

const toReadRow = (
  { id, received_at }: WaitingRow,
  reading: Reading | Unreadable | undefined,
): ReadRow => {
  if (reading === undefined) throw new Error('A driver left a delivery without an answer.');
  if (reading instanceof Unreadable)
    return { id, received_at, state: 'poisoned', reason: reading.message.slice(0, 1_000) };
  const reason = reading.state === 'ignored' ? reading.reason : (reading.note ?? null);
  return { id, received_at, state: reading.state, reason };
};

interface ReadSome {
  readonly count: number;
  readonly isCut: boolean;
  /** Whether anything but the inbox changed. */
  readonly hasChanged: boolean;
}

const readTogether = (
  context: ReadContext,
  kind: SourceKind,
  { readAll, atOnce }: Together,
): Promise<ReadSome> =>
  context.db.transaction().execute(async (tx: Transaction) => {
    const { rows, isCut } = await lockWaiting(tx, kind, { limit: atOnce, bytes: bytesAtOnce });
    if (rows.length === 0) return { count: 0, isCut, hasChanged: false };
    const readings = await readAll(rows.map(toStored), { ...context, tx });
    const read = rows.map((row, index) => toReadRow(row, readings[index]));
    await setAllRead(tx, read, context.clock.now());
    return {
      count: rows.length,
      isCut,
      hasChanged: read.some(({ state }) => state === 'done'),
    };
  });

const isPassing = (error: unknown): boolean =>
  isDatabaseAway(error) || isTransactionConflict(error);

/**
 * One by one, so that what cannot be read keeps no other; what failed is tried again by itself.
 * Answers whether there may be more.
 */
const readApart = async (context: ReadContext, kind: SourceKind): Promise<boolean> => {
  const places = await context.db
    .transaction()
    .execute((tx) => findWaiting(tx, kind, usuallyAtOnce));
  for (const place of places)
    try {
      await readDelivery(context, place);
    } catch (error) {
      if (isPassing(error)) throw error;
      await context.db.transaction().execute((tx) => enqueueRetry(tx, place, kind));
    }
  return places.length > 0;
};

/** Answers whether there may be more. */
const readSome = async (
  context: ReadContext,
  kind: SourceKind,
  topics: readonly ChangeTopic[],
): Promise<boolean> => {
  const { readAll, atOnce = usuallyAtOnce } = context.drivers.get(kind) ?? {};
  if (!readAll) return readApart(context, kind);
  try {
    const { count, isCut, hasChanged } = await readTogether(context, kind, { readAll, atOnce });
    if (count > 0) context.changes.announce('inbox', ...(hasChanged ? topics : []));
    return isCut;
  } catch (error) {
    if (isPassing(error)) throw error;
    return readApart(context, kind);
  }
};

/**
 * Reads what waits of a kind, until nothing does. What comes meanwhile adds a job of its own, so
 * nothing is left behind.
 */
export const readWaiting = async (
  context: ReadContext,
  kind: SourceKind,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const topics = context.drivers.get(kind)?.announces ?? [];
  while (await readSome(context, kind, topics)) signal?.throwIfAborted();
};
