import { exportStageExecutions, getStageExecution, listStageExecutions } from '@taffrail/contract';
import { byCaller } from '../../access/audit.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';
import type { HttpServer } from '../../platform/http/http-server.ts';
import { mountRoute } from '../../platform/http/mount-route.ts';
import { toPage } from '../../platform/http/page.ts';
import { sendList } from '../../platform/http/files/send-file.ts';
import { shareAnswers } from '../../platform/http/share-answers.ts';
import type { AppContext } from '../../slice.ts';
import { listExecutionRows } from './executions.store.ts';
import { startExecutionExport } from './export.ts';
import { readExecution, toListedExecution } from './read-executions.ts';

/** Executions of stages, whatever run they belong to. */
export const mountExecutions = (server: HttpServer, app: AppContext): void => {
  const { db, clock } = app;

  mountRoute(
    server,
    listStageExecutions,
    shareAnswers(
      listStageExecutions,
      () => '',
      async ({ query }) => {
        const { limit, cursor, ...filter } = query;
        const now = clock.now();
        const after = cursor === undefined ? undefined : decodeCursor(cursor);
        // One more than asked for tells whether there is a next page.
        const rows = await listExecutionRows(db, filter, { limit: limit + 1, after, now });
        return toPage(rows, limit, {
          toItem: (row) => toListedExecution(row, now),
          toCursor: (row) => ({ at: row.created_at, id: row.id }),
        });
      },
    ),
  );

  mountRoute(server, exportStageExecutions, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startExecutionExport(app, { filter, format, timeZone, by });
    return sendList(reply, app, { list: 'stage-executions', format, text });
  });

  mountRoute(server, getStageExecution, ({ params: { runId, id } }) =>
    readExecution(app, runId, id),
  );
};
