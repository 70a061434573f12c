import { getRecordCounts, runRecordCounts } from '@taffrail/contract';
import { byCaller, recordAudit } from '../access/audit.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { recordCountsCron, recordCountsPartitions, recordCountsTasks } from './jobs.ts';
import { readRecordCounts } from './record-counts.ts';
import { enqueueCounting } from './record-counts.store.ts';

export const recordCounts: Slice = {
  name: 'record-counts',
  partitions: recordCountsPartitions,
  tasks: recordCountsTasks,
  cron: recordCountsCron,
  routes: (server, app) => {
    mountRoute(server, getRecordCounts, () => readRecordCounts(app));

    mountRoute(server, runRecordCounts, async ({ request }) => {
      await app.db.transaction().execute(async (tx) => {
        await enqueueCounting(tx);
        const by = byCaller(request);
        await recordAudit(tx, app.clock, { by, action: 'record_counts.requested' });
      });
      return undefined;
    });
  },
};
