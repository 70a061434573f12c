import type { InboxDepth, SourceKind } from '@taffrail/contract';
import type { AppContext } from '../slice.ts';
import { readDepthRows } from './depth.store.ts';

/** How much of the inbox is not read. */
export const readDepth = async (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  kind: SourceKind | undefined,
): Promise<InboxDepth> => {
  const rows = await readDepthRows(db, kind);
  const of = (state: string) => rows.find((row) => row.state === state);
  const [waiting, poisoned] = [of('waiting'), of('poisoned')];
  return {
    asOf: clock.now().toISOString(),
    waiting: waiting?.count ?? 0,
    oldestWaitingAt: waiting?.oldest_at.toISOString() ?? null,
    poisoned: poisoned?.count ?? 0,
    oldestPoisonedAt: poisoned?.oldest_at.toISOString() ?? null,
  };
};
