import {
  acceptBaseline,
  exportLoadTestTimeline,
  getLoadTestRun,
  listLoadTestRuns,
  listLoadTests,
  loadTestLimits,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import { toPage } from '../platform/http/page.ts';
import type { Slice } from '../slice.ts';
import { acceptAsBaseline } from './baseline/accept-baseline.ts';
import { loadTestCron, loadTestTasks } from './jobs.ts';
import { listRunRows } from './load-tests.store.ts';
import { readLoadTests } from './reading/read-load-tests.ts';
import { readRun } from './reading/read-run.ts';
import { exportTimeline } from './timeline/export-timeline.ts';
import { toLoadTestRun } from './to-run.ts';

export const loadTests: Slice = {
  name: 'load-tests',
  // Samples bear the time of arrival, and a delivery is read at most 30 days later.
  partitions: [
    {
      table: 'load_test_samples',
      every: 'month',
      keepDays: loadTestLimits.sampleDays,
      acceptDays: 31,
    },
  ],
  tasks: loadTestTasks,
  cron: loadTestCron,
  routes: (server, app) => {
    const { db, clock, changes } = app;

    mountRoute(server, listLoadTestRuns, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const rows = await listRunRows(db, filter, { limit: limit + 1, after });
      return toPage(rows, limit, {
        toItem: toLoadTestRun,
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    });

    mountRoute(server, getLoadTestRun, ({ params, query }) =>
      readRun(db, params.id, query.baseline),
    );

    mountRoute(server, exportLoadTestTimeline, async ({ params, request, reply }) =>
      sendFile(reply, await exportTimeline(app, params.id, byCaller(request))),
    );

    mountRoute(server, listLoadTests, async () => ({ items: await readLoadTests(app) }));

    mountRoute(server, acceptBaseline, async ({ params, body, request }) => {
      const by = byCaller(request);
      await db
        .transaction()
        .execute((tx) => acceptAsBaseline(tx, clock, { id: params.id, runId: body.runId, by }));
      changes.announce('load_tests');
      return undefined;
    });
  },
};
