import {
  exportIntegrityRows,
  exportIntegrityRuns,
  getIntegrity,
  getIntegrityCheck,
  listIntegrityRows,
  runIntegrity,
  setIntegrityThresholds,
} from '@taffrail/contract';
import { byCaller, recordAudit } from '../access/audit.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import type { Slice } from '../slice.ts';
import { listAffected } from './affected/read-affected.ts';
import { exportAffectedRows, exportRuns } from './export-check.ts';
import { readIntegrity, readIntegrityCheck } from './integrity.ts';
import { enqueueRun } from './integrity.store.ts';
import { setThresholds } from './thresholds/thresholds.ts';
import { integrityCron, integrityPartitions, integrityTasks } from './jobs.ts';

export const integrity: Slice = {
  name: 'integrity',
  partitions: integrityPartitions,
  tasks: integrityTasks,
  cron: integrityCron,
  routes: (server, app) => {
    mountRoute(server, getIntegrity, () => readIntegrity(app));
    mountRoute(server, getIntegrityCheck, ({ params }) => readIntegrityCheck(app, params.id));

    mountRoute(server, listIntegrityRows, ({ params, query }) =>
      listAffected(app, params.id, query),
    );

    mountRoute(server, exportIntegrityRuns, async ({ params, request, reply }) =>
      sendFile(reply, await exportRuns(app, params.id, byCaller(request))),
    );
    mountRoute(server, exportIntegrityRows, async ({ params, request, reply }) =>
      sendFile(reply, await exportAffectedRows(app, params.id, byCaller(request))),
    );

    mountRoute(server, setIntegrityThresholds, async ({ params, body, request }) => {
      await setThresholds(app, params.id, body, byCaller(request));
      return undefined;
    });

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
