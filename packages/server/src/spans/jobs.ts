import { spanKeptDays } from '@taffrail/contract';
import type { Slice } from '../slice.ts';
import { spanPartitions } from './partitions.ts';
import { forgetResources } from './resources.store.ts';

/** The week is for partitions that are dropped later than they could be. */
const keptMs = (spanKeptDays + 7) * 86_400_000;

export const spans: Slice = {
  name: 'spans',
  partitions: spanPartitions,
  tasks: ({ owner, clock }) => ({
    forget_span_resources: async () => {
      await forgetResources(owner, new Date(clock.now().getTime() - keptMs));
    },
  }),
  cron: [
    {
      task: 'forget_span_resources',
      match: '41 3 * * *',
      options: { backfillPeriod: 24 * 60 * 60_000 },
    },
  ],
};
