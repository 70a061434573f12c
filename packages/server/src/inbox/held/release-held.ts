import { SourceKind } from '@taffrail/contract';
import { enqueueWaiting } from '../deliveries.store.ts';
import { findSourceKind, releaseRows } from './held.store.ts';
import type { ReadContext } from '../read-delivery.ts';

/** In one transaction. */
const atOnce = 2_000;

/** Has what came while a source was disabled read, oldest first, now that it is enabled. */
export const releaseHeld = async (
  { db, changes }: Pick<ReadContext, 'db' | 'changes'>,
  sourceId: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  for (let released = atOnce; released === atOnce;) {
    signal?.throwIfAborted();
    released = await db.transaction().execute(async (tx) => {
      const count = await releaseRows(tx, sourceId, atOnce);
      if (count > 0) await enqueueWaiting(tx, SourceKind.parse(await findSourceKind(tx, sourceId)));
      return count;
    });
    if (released > 0) changes.announce('inbox');
  }
};
