import type pg from 'pg';
import type { PendingBatch } from '../pending-batch.ts';
import { writeTimestamp } from '../record/timestamp.ts';

/** Leaves what batches tell of subscriptions to the job that computes with it. */
export const tellSubscriptions = async (
  client: pg.ClientBase,
  batches: readonly PendingBatch[],
): Promise<void> => {
  const rows = batches.flatMap(({ receivedAtMs, subscriptions }) =>
    subscriptions.map(({ id, organization, record, createdAt }) => ({
      received_at: writeTimestamp(receivedAtMs),
      id,
      organization_id: organization.id,
      at: writeTimestamp(createdAt),
      record,
    })),
  );
  if (rows.length > 0)
    await client.query('select ingest_tell_subscriptions($1)', [
      JSON.stringify(rows.map((row, ordinal) => ({ ...row, ordinal }))),
    ]);
};
