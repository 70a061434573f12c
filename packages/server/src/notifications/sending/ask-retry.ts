import { recordAudit, type AuditSource } from '../../access/audit.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { AppContext } from '../../slice.ts';
import { listSendingChannels } from './notifications.store.ts';
import { enqueueRetry, findRetried, type RetriedRow } from './retry.store.ts';

const refuse = (message: string): never => raise('conflict', { message });

const refuseImpossible = (row: RetriedRow): void => {
  if (row.state !== 'failed') refuse(`It has not failed: it is ${row.state}.`);
  if (row.kind === 'test') refuse('A test is sent again from its channel.');
  if (row.is_superseded) refuse('Its channel was tried again since.');
  if (row.digest_id !== null) refuse('It went with a digest: send that again.');
};

/**
 * Has what failed sent once more, by a job.
 *
 * @throws `not_found`, and `conflict` where that makes no sense
 */
export const askRetry = (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
  by: AuditSource,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const row = (await findRetried(tx, id)) ?? raise('not_found');
    refuseImpossible(row);
    const [channel] = await listSendingChannels(
      tx,
      row.channel_id === null ? [] : [row.channel_id],
    );
    if (!channel?.is_enabled) refuse(channel ? `${channel.name} is off.` : 'Its channel is gone.');
    await enqueueRetry(tx, id);
    await recordAudit(tx, clock, {
      by,
      action: 'notification.retried',
      target: { type: 'notification', id },
      after: { channel: channel?.name, incidentId: row.incident_id, attempt: row.attempt + 1 },
    });
  });
