import { failAlertRun, getAlertRun, retryAlertRun } from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { AppContext, Slice } from '../slice.ts';
import { markAsFailed, markForRetry } from './acts/mark.ts';
import type { Stage } from './alert-runs.ts';
import { alertRunCron, alertRunTasks } from './engine/jobs.ts';
import { alertRunPartitions } from './partitions.ts';
import { readAlertRun } from './reading/read-alert-run.ts';

const routes = (server: HttpServer, app: AppContext): void => {
  const { db, clock } = app;

  mountRoute(server, getAlertRun, ({ params: { id } }) => readAlertRun(app, id));

  mountRoute(server, retryAlertRun, async ({ params: { id }, body, request }) => {
    const by = byCaller(request);
    await db.transaction().execute((tx) => markForRetry({ tx, clock, by }, id, body.version));
    return readAlertRun(app, id);
  });

  mountRoute(server, failAlertRun, async ({ params: { id }, body, request }) => {
    const by = byCaller(request);
    await db.transaction().execute((tx) => markAsFailed({ tx, clock, by }, id, body));
    return readAlertRun(app, id);
  });
};

/** The console's own pipeline: ingest → check → analyze → notify. A stage that is absent is skipped. */
export const createAlertRuns = (stages: readonly Stage[]): Slice => ({
  name: 'alert-runs',
  partitions: alertRunPartitions,
  urgentTasks: alertRunTasks(stages),
  cron: alertRunCron,
  routes,
});
