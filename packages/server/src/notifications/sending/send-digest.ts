import type { Database } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { digestTitle, namedIncidents, toDigestMessage } from '../messages/digest-message.ts';
import { isFinalReason } from './decide.ts';
import { deliver, type Sender } from './deliver.ts';
import {
  countDigest,
  findUnfinishedDigest,
  gatherHeld,
  listDigest,
  settleArrived,
  settleHeld,
} from './digest.store.ts';
import {
  insertNotification,
  listSendingChannels,
  updateNotification,
  type Place,
  type SendingChannelRow,
} from './notifications.store.ts';
import { enqueueDigest, lockChannelCount } from './throttle.store.ts';

/** After so many tries what was held has failed; whoever wants to may try again. */
const mostAttempts = 6;
const firstPauseMs = 10_000;

interface Begun extends Place {
  readonly isResumed: boolean;
}

/** One row for all that the channel holds, or the one that was under way. */
const begin = (
  { db, clock }: Sender,
  channelId: string,
  attempt: number,
): Promise<Begun | undefined> =>
  db.transaction().execute(async (tx) => {
    await lockChannelCount(tx, channelId);
    const unfinished = await findUnfinishedDigest(tx, channelId);
    if (unfinished) {
      await updateNotification(tx, unfinished, { is_possibly_repeated: true });
      return { ...unfinished, isResumed: true };
    }
    await settleArrived(tx, channelId, clock.now());
    const place = { id: uuidV7(clock), created_at: clock.now() };
    const messages = await gatherHeld(tx, channelId, place.id);
    if (messages === 0) return undefined;
    await insertNotification(tx, {
      ...place,
      kind: 'digest',
      state: 'sending',
      channel_id: channelId,
      title: digestTitle(await countDigest(tx, place.id)),
      digest_count: messages,
      attempt,
    });
    return { ...place, isResumed: false };
  });

const findChannel = async (db: Database, id: string): Promise<SendingChannelRow | undefined> =>
  (await listSendingChannels(db, [id]))[0];

const fail = async (
  { db, clock, changes }: Sender,
  place: Place,
  reason: 'channel_removed' | 'channel_disabled',
): Promise<void> => {
  const at = clock.now();
  await updateNotification(db, place, { state: 'failed', reason, ended_at: at });
  await settleHeld(db, place.id, { state: 'failed', reason, failure: null, at });
  changes.announce('notifications');
};

/** Tells all that a channel holds in one message. */
export const sendDigest = async (
  sender: Sender,
  { channelId, attempt }: { readonly channelId: string; readonly attempt: number },
): Promise<void> => {
  const { db, clock, publicUrl, changes } = sender;
  const place = await begin(sender, channelId, attempt);
  if (!place) return;
  const channel = await findChannel(db, channelId);
  if (!channel?.is_enabled)
    return fail(sender, place, channel ? 'channel_disabled' : 'channel_removed');
  const [counts, rows] = await Promise.all([
    countDigest(db, place.id),
    listDigest(db, place.id, namedIncidents),
  ]);
  const message = toDigestMessage({
    id: place.id,
    counts,
    rows,
    publicUrl,
    isPossiblyRepeated: place.isResumed,
    at: place.created_at,
  });
  const result = await deliver(sender, { place, channel, message });
  const at = clock.now();
  if (result.state === 'sent') {
    await settleHeld(db, place.id, { state: 'digested', reason: null, failure: null, at });
  } else if (result.isFinal || isFinalReason(result.reason) || attempt >= mostAttempts) {
    const { reason, failure } = result;
    await settleHeld(db, place.id, { state: 'failed', reason, failure, at });
  } else {
    // They are held as before, and gathered with whatever has come on top of them.
    const pauseMs = result.retryAfterMs ?? firstPauseMs * 2 ** (attempt - 1);
    const next = { channelId, at: new Date(at.getTime() + pauseMs), attempt: attempt + 1 };
    await db.transaction().execute((tx) => enqueueDigest(tx, next));
  }
  changes.announce('notifications');
};
