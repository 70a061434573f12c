import type { ChangeTopic } from '@taffrail/contract';
import { z } from 'zod';
import type { Changes } from '../platform/changes/changes.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/db/database.ts';
import { isDatabaseAway, isTransactionConflict } from '../platform/db/failures.ts';
import type { KnownToJobs } from '../slice.ts';
import { Unreadable, type HookDriver, type Reading, type StoredDelivery } from './inbox.ts';
import { lockDelivery, setRead, undoing } from './inbox.store.ts';

export interface ReadContext extends KnownToJobs {
  /** As the owner of the schema. */
  readonly db: Database;
  readonly clock: Clock;
  readonly changes: Pick<Changes<ChangeTopic>, 'announce'>;
  readonly drivers: ReadonlyMap<string, HookDriver>;
}

/** In growing pauses these last about a day and a half. */
const mostAttempts = 12;

const textMap = z.record(z.string(), z.string());

const findDriver = ({ drivers }: ReadContext, kind: string): HookDriver => {
  const driver = drivers.get(kind);
  if (!driver) throw new Unreadable(`Nothing here reads what "${kind}" sends.`);
  return driver;
};

/** A row of the inbox, as drivers read it. */
export const toStored = (row: {
  readonly id: string;
  readonly received_at: Date;
  readonly source_id: string | null;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: Buffer;
}): StoredDelivery => ({
  id: row.id,
  receivedAt: row.received_at,
  sourceId: row.source_id,
  query: textMap.parse(row.query),
  headers: textMap.parse(row.headers),
  body: row.body,
});

/** Shows that it can be read, and keeps nothing of it: no figure counts a test. */
const readTest = async (tx: Transaction, read: () => Promise<Reading>): Promise<Reading> => {
  await undoing(tx, read);
  return { state: 'ignored', reason: 'A test: it can be read, and nothing of it is kept.' };
};

/** Reads it and notes so, or neither. Answers what changed by it. */
const readOnce = (
  context: ReadContext,
  place: { id: string; receivedAt: Date },
): Promise<readonly ChangeTopic[]> =>
  context.db.transaction().execute(async (tx) => {
    const row = await lockDelivery(tx, place.id, place.receivedAt);
    if (!row || row.state !== 'waiting') return [];
    const driver = findDriver(context, row.kind);
    const read = () => driver.read(toStored(row), { ...context, tx });
    const reading = row.is_test ? await readTest(tx, read) : await read();
    await setRead(tx, place, {
      state: reading.state,
      reason: reading.state === 'ignored' ? reading.reason : (reading.note ?? null),
      attempts: row.attempts + 1,
      processed_at: context.clock.now(),
    });
    return reading.state === 'done' ? ['inbox', ...driver.announces] : ['inbox'];
  });

/**
 * Has a delivery read by its driver. What cannot be read, or fails too often, is poisoned.
 *
 * @throws what the driver threw, so that the job is tried again later
 */
export const readDelivery = async (
  context: ReadContext,
  place: { id: string; receivedAt: Date },
): Promise<void> => {
  try {
    context.changes.announce(...(await readOnce(context, place)));
  } catch (error) {
    // Not the delivery's fault.
    if (isDatabaseAway(error) || isTransactionConflict(error)) throw error;
    const wasLast = await noteFailure(context, place, error);
    context.changes.announce('inbox');
    if (!wasLast) throw error;
  }
};

/** Answers whether that was the last time. */
const noteFailure = (
  { db, clock }: ReadContext,
  place: { id: string; receivedAt: Date },
  error: unknown,
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const row = await lockDelivery(tx, place.id, place.receivedAt);
    // Another job had it at the same time, and has settled it.
    if (row?.state !== 'waiting') return true;
    const attempts = row.attempts + 1;
    const isLast = error instanceof Unreadable || attempts >= mostAttempts;
    await setRead(tx, place, {
      state: isLast ? 'poisoned' : 'waiting',
      reason: error instanceof Error ? error.message.slice(0, 1_000) : String(error),
      attempts,
      processed_at: isLast ? clock.now() : null,
    });
    return isLast;
  });
