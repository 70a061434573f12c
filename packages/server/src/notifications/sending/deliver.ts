import type { MailAccess } from '../../config.ts';
import { bySystem, recordAudit } from '../../access/audit.ts';
import { startStopwatch, type Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Logger } from '../../platform/log.ts';
import { scrubText } from '../../platform/secrets/scrub-secrets.ts';
import { z } from 'zod';
import { openSecrets } from '../channels/channel-settings.ts';
import { updateChannel } from '../channels/channels.store.ts';
import type { SendResult } from '../drivers/driver.ts';
import { getDriver } from '../drivers/drivers.ts';
import type { Message } from '../messages/message.ts';
import { cutText } from '../messages/plain-text.ts';
import { updateNotification, type Place, type SendingChannelRow } from './notifications.store.ts';

/** What sending needs of whoever sends: a stage, a job, a request. */
export interface Sender {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly changes: { readonly announce: (topic: 'notifications') => void };
  readonly secret: string;
  readonly publicUrl: string;
  readonly mail?: MailAccess | undefined;
  readonly signal?: AbortSignal | undefined;
}

const Settings = z.record(z.string(), z.string());

/** It wants to hear of nothing any more: whoever looks finds it off, and why. */
const switchOff = (
  { db, clock }: Sender,
  { id, name }: SendingChannelRow,
  reason: string,
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await updateChannel(tx, id, { is_enabled: false, disabled_reason: reason });
    await recordAudit(tx, clock, {
      by: bySystem('notifications'),
      action: 'notification_channel.disabled',
      target: { type: 'notification_channel', id },
      after: { name, reason },
    });
  });

const toChange = (result: SendResult) =>
  result.state === 'sent'
    ? { state: 'sent', reason: null, failure: null, external_id: result.externalId }
    : {
        state: 'failed',
        reason: result.reason,
        failure: cutText(scrubText(result.failure), 1_000),
        external_id: null,
      };

/**
 * Sends what a row that is `sending` stands for, and writes down what came of it.
 *
 * @throws when the sender stops: the row stays as it is, and is found again
 */
export const deliver = async (
  sender: Sender,
  { place, channel, message }: { place: Place; channel: SendingChannelRow; message: Message },
): Promise<SendResult> => {
  const { db, clock, changes, log, secret, publicUrl, mail, signal } = sender;
  const settings = {
    ...Settings.parse(channel.settings),
    ...openSecrets(secret, channel.sealed_secrets),
  };
  const readDuration = startStopwatch();
  const context = { mail, publicUrl, now: clock.now(), signal };
  const result = await getDriver(channel.kind).send(settings, message, context);
  await updateNotification(db, place, {
    ...toChange(result),
    ended_at: clock.now(),
    duration_ms: readDuration(),
  });
  if (result.state === 'failed') {
    log.info({ channel: channel.id, reason: result.reason }, 'notification not sent');
    if (result.isGone) await switchOff(sender, channel, result.failure);
  }
  changes.announce('notifications');
  return result;
};
