import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import { createDatabase } from '../platform/db/database.ts';
import type { SliceJobs } from '../slice.ts';
import { retryTask } from './sending/retry.store.ts';
import { sendDigest } from './sending/send-digest.ts';
import { sendRetry } from './sending/send-retry.ts';
import { digestTask } from './sending/throttle.store.ts';

const Digest = z.object({ channelId: z.uuid(), attempt: z.number().int().min(1) });
const Retry = z.object({ id: z.uuid() });

/** What is told later than in its run. */
export const notificationTasks = (jobs: SliceJobs): TaskList => {
  const sender = { ...jobs, db: createDatabase(jobs.owner) };
  return {
    [digestTask]: (payload, { abortSignal }) =>
      sendDigest({ ...sender, signal: abortSignal }, Digest.parse(payload)),
    [retryTask]: (payload, { abortSignal }) =>
      sendRetry({ ...sender, signal: abortSignal }, Retry.parse(payload).id),
  };
};
