import { uuidV5 } from '../../platform/ids.ts';

/** Namespace of the ids of notifications. Never changes: receivers remember what is made of it. */
const namespace = '4c8b0f0e-5a57-4f0a-9a37-0d1b7f6c2e91';

/** Of a row: the same stage, attempt and channel are the same row. */
export const rowId = (key: string, channelId: string): string =>
  uuidV5(namespace, `${key}:${channelId}`);

/** Of a message: the same however often it is tried, so that a receiver can tell a repetition. */
export const messageId = (runId: string, channelId: string): string =>
  uuidV5(namespace, `${runId}:${channelId}`);
