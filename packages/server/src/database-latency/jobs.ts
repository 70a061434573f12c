import type { ProbedDatabase } from '@taffrail/contract';
import type { CronItem, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { JobContext } from '../platform/jobs/job-source.ts';
import { probeDatabase, type ProbeOptions } from './probe.ts';
import { recordRound } from './rounds.store.ts';

/** Each database by itself: one that is away delays what is known of no other. */
export const probeDatabases = async (
  { owner, productDatabase, changes, clock, log }: Omit<JobContext, 'partitions'>,
  options: ProbeOptions = {},
): Promise<void> => {
  const at = clock.now();
  const probe = async (database: ProbedDatabase, pool: pg.Pool): Promise<void> => {
    const round = await probeDatabase(pool, options);
    if (round.failures > 0)
      log.warn({ err: round.error, database, failures: round.failures }, 'database probes failed');
    const hasProbed = round.failures > 0 || round.counts.size > 0;
    if (hasProbed) await recordRound(owner, at, database, round);
  };
  await Promise.all([
    probe('console', owner),
    ...(productDatabase ? [probe('product', productDatabase)] : []),
  ]);
  changes.announce('database_latency');
};

export const databaseLatencyTasks = (jobs: JobContext): TaskList => ({
  probe_databases: (_, { abortSignal }) => probeDatabases(jobs, { signal: abortSignal }),
});

export const databaseLatencyCron: readonly CronItem[] = [
  // A round that failed is not made up for: its minute is over.
  { task: 'probe_databases', match: '* * * * *', options: { maxAttempts: 1 } },
];
