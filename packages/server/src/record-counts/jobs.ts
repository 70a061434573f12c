import type { CronItem, TaskList } from 'graphile-worker';
import { z } from 'zod';
import { askInTurn } from '../platform/db/foreign/ask-database.ts';
import type { PartitionedTable } from '../platform/db/partitions.ts';
import type { SliceJobs } from '../slice.ts';
import { countRows } from './count-rows.store.ts';
import { countTask, recordCounts as store, wasCountedSince } from './record-counts.store.ts';

export const recordCountsPartitions: readonly PartitionedTable[] = [
  { table: 'record_counts', every: 'month', keepDays: 366, acceptDays: 1 },
];

/** A worker has two hands; counting keeps one of them no longer than this, and one statement more. */
const withinMs = 60_000;

/** Counts what the configuration maps; nothing without a product's database. */
export const countRecords = async (
  {
    owner,
    productDatabase,
    product,
    changes,
    clock,
  }: Omit<SliceJobs, 'partitions' | 'log' | 'reportingTimeZone'>,
  signal?: AbortSignal,
): Promise<void> => {
  const models = Object.entries(product.records ?? {});
  if (!productDatabase || models.length === 0) return;
  const at = clock.now();
  const answered = await askInTurn(models, ([, { table }]) => countRows(productDatabase, table), {
    withinMs,
    signal,
  });
  await store(
    owner,
    at,
    answered.map(({ item: [model], answer }) => ({
      model,
      count: answer.ok ? answer.value.count : null,
      method: answer.ok ? answer.value.method : null,
      failure: answer.ok ? null : answer.failure,
    })),
  );
  changes.announce('record_counts');
};

/** Ten minutes, less what the clock of the cron may be off. */
const dueAfterMs = 9.5 * 60_000;

/** Asked for by somebody it counts now; by the cron, when it is due. */
const Asked = z.object({ ifDue: z.boolean().default(false) });

export const recordCountsTasks = (jobs: SliceJobs): TaskList => ({
  [countTask]: async (payload, { abortSignal }) => {
    const { ifDue } = Asked.parse(payload);
    const since = new Date(jobs.clock.now().getTime() - dueAfterMs);
    if (ifDue && (await wasCountedSince(jobs.owner, since))) return;
    await countRecords(jobs, abortSignal);
  },
});

export const recordCountsCron: readonly CronItem[] = [
  // Every ten minutes, and after nothing could be counted every minute.
  { task: countTask, match: '* * * * *', payload: { ifDue: true }, options: { maxAttempts: 1 } },
];
