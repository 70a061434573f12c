import { dropExpiredPartitions, ensurePartitions } from '../platform/db/partitions.ts';
import type { JobContext } from '../platform/jobs/job-source.ts';
import type { Slice } from '../slice.ts';
import { withShortLocks } from './retention.store.ts';

const makePartitions = ({ owner, partitions, clock }: JobContext): Promise<void> =>
  withShortLocks(owner, (client) => ensurePartitions(client, partitions, clock.now()));

const dropExpired = async ({ owner, partitions, clock, log }: JobContext): Promise<void> => {
  const dropped = await withShortLocks(owner, (client) =>
    dropExpiredPartitions(client, partitions, clock.now()),
  );
  if (dropped.length > 0) log.info({ partitions: dropped }, 'partitions past their limit dropped');
};

/** How long each kind of record is kept. Whole partitions are dropped; rows are never deleted. */
export const retention: Slice = {
  name: 'retention',
  tasks: (jobs) => ({
    make_partitions: () => makePartitions(jobs),
    drop_expired_partitions: () => dropExpired(jobs),
  }),
  cron: [
    { task: 'make_partitions', match: '7 * * * *' },
    // A console that is off at night drops in the morning.
    {
      task: 'drop_expired_partitions',
      match: '23 3 * * *',
      options: { backfillPeriod: 24 * 60 * 60_000 },
    },
  ],
};
