import { SourceKind } from '@taffrail/contract';
import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import { createDatabase } from '../platform/db/database.ts';
import type { SliceJobs } from '../slice.ts';
import type { HookDriver } from './inbox.ts';
import { readDelivery } from './read-delivery.ts';
import { readWaiting } from './read-waiting.ts';
import { releaseHeld } from './held/release-held.ts';
import type { ReadingTasks } from './reading-tasks.ts';

const Place = z.object({ id: z.uuid(), receivedAt: z.coerce.date() });
const Waiting = z.object({ kind: SourceKind });

export const inboxTasks =
  (drivers: readonly HookDriver[], names: ReadingTasks) =>
  (jobs: SliceJobs): TaskList => {
    const context = {
      ...jobs,
      db: createDatabase(jobs.owner),
      drivers: new Map(drivers.map((driver) => [driver.kind, driver])),
    };
    return {
      [names.one]: (payload) => readDelivery(context, Place.parse(payload)),
      [names.waiting]: (payload, { abortSignal }) =>
        readWaiting(context, Waiting.parse(payload).kind, abortSignal),
    };
  };

const Held = z.object({ sourceId: z.uuid() });

/** What waits of a source that was disabled. */
export const releaseTask = ({ owner, changes }: SliceJobs): TaskList => ({
  release_held_deliveries: (payload, { abortSignal }) =>
    releaseHeld({ db: createDatabase(owner), changes }, Held.parse(payload).sourceId, abortSignal),
});
