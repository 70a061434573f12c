import { recordAudit, type AuditSource } from '../access/audit.ts';
import { replayLimit, type SourceKind } from '@taffrail/contract';
import type { AppContext } from '../slice.ts';
import { replayPoisonedRows } from './depth.store.ts';
import { enqueueReading, getDeliveryRow, setRead, type DeliveryRow } from './inbox.store.ts';

/** Reads a delivery again, whatever became of it before. One that waits is left waiting. */
export const replay = (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
  by: AuditSource,
): Promise<DeliveryRow> =>
  db.transaction().execute(async (tx) => {
    const { state, reason, kind, received_at: receivedAt } = await getDeliveryRow(tx, id);
    await setRead(
      tx,
      { id, receivedAt },
      { state: 'waiting', reason: null, attempts: 0, processed_at: null },
    );
    await enqueueReading(tx, { id, receivedAt, kind });
    await recordAudit(tx, clock, {
      by,
      action: 'delivery.replayed',
      target: { type: 'delivery', id },
      before: { state, reason },
    });
    return getDeliveryRow(tx, id);
  });

/** Reads what is poisoned again, as far as it was by then: one entry in the audit log for all. */
export const replayAll = (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  wanted: { kind?: SourceKind | undefined; poisonedUntil: string },
  by: AuditSource,
): Promise<{ replayed: number }> =>
  db.transaction().execute(async (tx) => {
    const { kind } = wanted;
    const poisonedUntil = new Date(wanted.poisonedUntil);
    const replayed = await replayPoisonedRows(tx, { kind, poisonedUntil, limit: replayLimit });
    if (replayed > 0)
      await recordAudit(tx, clock, {
        by,
        action: 'inbox.replayed',
        before: { state: 'poisoned', ...(kind && { kind }) },
        after: { state: 'waiting', count: replayed },
      });
    return { replayed };
  });
