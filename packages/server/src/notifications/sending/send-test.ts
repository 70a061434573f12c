import type { ChannelTest } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import { startStopwatch } from '../../platform/clock.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { updateChannel } from '../channels/channels.store.ts';
import type { Message } from '../messages/message.ts';
import { deliver, type Sender } from './deliver.ts';
import { insertNotification, listSendingChannels } from './notifications.store.ts';

const title = 'Test: messages of Taffrail arrive here';

const toMessage = (id: string, at: Date, publicUrl: string, by: string): Message => ({
  kind: 'test',
  id,
  severity: null,
  title,
  facts: [{ name: 'Sent by', value: by }],
  paragraphs: ['Nothing has happened: somebody tried this channel.'],
  links: [{ title: 'Open channels', url: `${publicUrl}/admin/settings/channels` }],
  answers: null,
  isPossiblyRepeated: false,
  at,
  data: {},
});

/** Sends now what says that it is a test, also by a channel that is off, and keeps the answer. */
export const sendTest = async (
  sender: Sender,
  channelId: string,
  by: AuditSource,
): Promise<ChannelTest> => {
  const { db, clock, publicUrl } = sender;
  const [channel] = await listSendingChannels(db, [channelId]);
  if (!channel) return raise('not_found');
  const place = { id: uuidV7(clock), created_at: clock.now() };
  await insertNotification(db, {
    ...place,
    kind: 'test',
    state: 'sending',
    channel_id: channelId,
    title,
    attempt: 1,
  });
  const readDuration = startStopwatch();
  const message = toMessage(place.id, place.created_at, publicUrl, by.actor.label);
  const result = await deliver(sender, { place, channel, message });
  const durationMs = readDuration();
  const answer = result.state === 'sent' ? result.answer : result.failure;
  const isSent = result.state === 'sent';
  await db.transaction().execute(async (tx) => {
    await updateChannel(tx, channelId, {
      tested_at: clock.now(),
      test_failure: isSent ? null : answer,
    });
    await recordAudit(tx, clock, {
      by,
      action: 'notification_channel.tested',
      target: { type: 'notification_channel', id: channelId },
      after: { name: channel.name, isSent, answer },
    });
  });
  return { isSent, answer, durationMs, notificationId: place.id };
};
