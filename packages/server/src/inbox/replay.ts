import { recordAudit, type AuditSource } from '../access/audit.ts';
import type { AppContext } from '../slice.ts';
import { enqueueReading, getDeliveryRow, setRead, type DeliveryRow } from './inbox.store.ts';

/** Reads a delivery again, whatever became of it before. One that waits is left waiting. */
export const replay = (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
  by: AuditSource,
): Promise<DeliveryRow> =>
  db.transaction().execute(async (tx) => {
    const { state, reason, received_at: receivedAt } = await getDeliveryRow(tx, id);
    await setRead(
      tx,
      { id, receivedAt },
      { state: 'waiting', reason: null, attempts: 0, processed_at: null },
    );
    await enqueueReading(tx, { id, receivedAt });
    await recordAudit(tx, clock, {
      by,
      action: 'delivery.replayed',
      target: { type: 'delivery', id },
      before: { state, reason },
    });
    return getDeliveryRow(tx, id);
  });
