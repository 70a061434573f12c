import { stalledAfterMs } from '@taffrail/contract';
import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { createDatabase } from '../../platform/db/database.ts';
import type { SliceJobs } from '../../slice.ts';
import type { Stage } from '../alert-runs.ts';
import { runTask } from '../starting/start-runs.store.ts';
import { carryOut } from './carry-out.ts';
import { enqueueLeft } from './control.store.ts';
import type { Engine } from './run-stage.ts';
import { createTransitions } from './transitions.ts';

const Place = z.object({ runId: z.uuid(), createdAt: z.coerce.date() });

const takeUpTask = 'take_up_alert_runs';

/** A run whose job was lost waits no longer. */
const longestWaitMs = 60_000;

const takeUp = async ({ db, clock, log }: Engine): Promise<void> => {
  const now = clock.now();
  const before = (ms: number): Date => new Date(now.getTime() - ms);
  const count = await enqueueLeft(db, {
    now,
    stalledBefore: before(stalledAfterMs),
    waitingBefore: before(longestWaitMs),
  });
  if (count > 0) log.info({ count }, 'runs taken up');
};

const never = new AbortController().signal;

/** What somebody waits for while an alert is on its way. */
export const alertRunTasks =
  (stages: readonly Stage[]) =>
  (jobs: SliceJobs): TaskList => {
    const db = createDatabase(jobs.owner);
    const engine: Engine = {
      ...jobs,
      db,
      transitions: createTransitions({ db, clock: jobs.clock }),
      stages: new Map(stages.map((stage) => [stage.name, stage])),
    };
    return {
      [runTask]: (payload, { abortSignal }) =>
        carryOut(engine, Place.parse(payload), abortSignal ?? never),
      [takeUpTask]: () => takeUp(engine),
    };
  };

export const alertRunCron: readonly CronItem[] = [
  // One that failed is not made up for: the next minute looks again.
  { task: takeUpTask, match: '* * * * *', options: { maxAttempts: 1 } },
];
