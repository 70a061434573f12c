import type { CronItem, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { JobContext } from '../platform/jobs/job-source.ts';
import { foldApiMetrics } from './fold.store.ts';

/** In one transaction: a console that catches up with a month folds many times, each of seconds. */
const rowsAtOnce = 20_000;

/** Until nothing of closed minutes is left. */
export const foldClosedMinutes = async (owner: pg.Pool, now: Date): Promise<void> => {
  let folded = rowsAtOnce;
  while (folded === rowsAtOnce) folded = await foldApiMetrics(owner, now, rowsAtOnce);
};

export const apiMetricsTasks = ({ owner, clock }: JobContext): TaskList => ({
  fold_api_metrics: () => foldClosedMinutes(owner, clock.now()),
});

export const apiMetricsCron: readonly CronItem[] = [
  { task: 'fold_api_metrics', match: '* * * * *' },
];
