import {
  exportPipelineRuns,
  getPipelineHealth,
  getPipelineRun,
  listPipelineRuns,
  listPipelines,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import type { AppContext, Slice } from '../slice.ts';
import { mountExecutions } from './executions/routes.ts';
import { pipelinePartitions } from './partitions.ts';
import { readPipelineHealth } from './reading/read-health.ts';
import { readPipelines } from './reading/read-pipelines.ts';
import { startRunExport } from './runs/export.ts';
import { readRun } from './runs/read-run.ts';
import { listRunRows } from './runs/runs.store.ts';
import { readSlowLimits } from './runs/slow-limits.ts';
import { toListedRun } from './runs/to-run.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';

const routes = (server: HttpServer, app: AppContext): void => {
  const { db, clock } = app;

  // What those who watch ask for, all at the same time after each change.
  mountRoute(
    server,
    listPipelines,
    shareAnswers(listPipelines, everybody, ({ query }) => readPipelines(app, query.range)),
  );

  mountRoute(
    server,
    getPipelineHealth,
    shareAnswers(getPipelineHealth, everybody, ({ query }) => readPipelineHealth(app, query)),
  );

  mountRoute(
    server,
    listPipelineRuns,
    shareAnswers(listPipelineRuns, everybody, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const now = clock.now();
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      // One more than asked for tells whether there is a next page.
      const slowLimits = await readSlowLimits(app, filter);
      const rows = await listRunRows(db, filter, { limit: limit + 1, after, now, slowLimits });
      return toPage(rows, limit, {
        toItem: (row) => toListedRun(row, now),
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    }),
  );

  mountRoute(server, exportPipelineRuns, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startRunExport(app, { filter, format, timeZone, by });
    return sendList(reply, app, { list: 'pipeline-runs', format, text });
  });

  mountRoute(server, getPipelineRun, ({ params: { id } }) => readRun(app, id));

  mountExecutions(server, app);
};

/** What pipelines do: their runs, stages and scores. */
export const pipelines: Slice = {
  name: 'pipelines',
  partitions: pipelinePartitions,
  routes,
};
