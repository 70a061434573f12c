import { getIntegrity, getIntegrityCheck, runIntegrity } from '@taffrail/contract';
import { byCaller, recordAudit } from '../access/audit.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { readIntegrity, readIntegrityCheck } from './integrity.ts';
import { enqueueRun } from './integrity.store.ts';
import { integrityCron, integrityPartitions, integrityTasks } from './jobs.ts';

export const integrity: Slice = {
  name: 'integrity',
  partitions: integrityPartitions,
  tasks: integrityTasks,
  cron: integrityCron,
  routes: (server, app) => {
    mountRoute(server, getIntegrity, () => readIntegrity(app));
    mountRoute(server, getIntegrityCheck, ({ params }) => readIntegrityCheck(app, params.id));

    mountRoute(server, runIntegrity, async ({ request }) => {
      await app.db.transaction().execute(async (tx) => {
        await enqueueRun(tx);
        const by = byCaller(request);
        await recordAudit(tx, app.clock, { by, action: 'integrity.requested' });
      });
      return undefined;
    });
  },
};
