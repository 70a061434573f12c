import {
  changeCheck,
  createCheck,
  enableCheck,
  exportCheckRuns,
  getCheckHistory,
  getCheckRun,
  listChecks,
  listCheckRuns,
  listHeartbeatPings,
  listHeartbeats,
  moveHeartbeat,
  removeCheck,
  runCheck,
  tryCheck,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { requireCaller } from '../access/caller.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import type { AppContext, Slice } from '../slice.ts';
import {
  askForRun,
  changeAddress,
  dropCheck,
  makeCheck,
  setCheck,
  setEnabled,
  tryConfig,
} from './checks.ts';
import { listPingRows, requireHeartbeat } from './heartbeats/heartbeats.store.ts';
import { mountPings } from './heartbeats/ping-route.ts';
import { readHeartbeats, toPing } from './heartbeats/read-heartbeats.ts';
import { checkCron, checkTasks } from './jobs.ts';
import { checkPartitions } from './partitions.ts';
import { startRunExport } from './reading/export-runs.ts';
import { keptSince, readChecks, readHistory } from './reading/read-checks.ts';
import { listRuns, readRun, toRun } from './reading/read-runs.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';

const mountRuns = (server: HttpServer, app: AppContext): void => {
  const { db, clock } = app;
  mountRoute(
    server,
    listCheckRuns,
    shareAnswers(listCheckRuns, everybody, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      // One more than asked for tells whether there is a next page.
      const rows = await listRuns(db, filter, { limit: limit + 1, after, now: clock.now() });
      return toPage(rows, limit, {
        toItem: toRun,
        toCursor: (row) => ({ at: row.created_at, id: row.id }),
      });
    }),
  );

  mountRoute(server, exportCheckRuns, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startRunExport(app, { filter, format, timeZone, by });
    return sendList(reply, app, { list: 'check-runs', format, text });
  });

  mountRoute(server, getCheckRun, ({ params }) => readRun(app, params.id));
};

const mountChecks = (server: HttpServer, app: AppContext): void => {
  mountRoute(
    server,
    listChecks,
    shareAnswers(listChecks, everybody, ({ query }) => readChecks(app, query)),
  );

  mountRoute(server, getCheckHistory, ({ params, query }) =>
    readHistory(app, params.id, query.range),
  );

  mountRoute(server, createCheck, ({ body, request }) => makeCheck(app, body, byCaller(request)));

  mountRoute(server, changeCheck, ({ params, body, request }) =>
    setCheck(app, params.id, { wanted: body, by: byCaller(request) }),
  );

  mountRoute(server, enableCheck, ({ params, body, request }) =>
    setEnabled(app, params.id, { ...body, by: byCaller(request) }),
  );

  mountRoute(server, removeCheck, async ({ params, request }) => {
    await dropCheck(app, params.id, byCaller(request));
    return undefined;
  });

  mountRoute(server, runCheck, async ({ params, request }) => {
    await askForRun(app, params.id, byCaller(request));
    return undefined;
  });

  mountRoute(server, tryCheck, ({ body }) => tryConfig(app, body.config));
};

const mountHeartbeats = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listHeartbeats, ({ request }) =>
    readHeartbeats(app, requireCaller(request).permissions.has('checks.manage')),
  );

  mountRoute(server, listHeartbeatPings, async ({ params, query }) => {
    const { limit, cursor } = query;
    await requireHeartbeat(app.db, params.id);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const since = keptSince(app.clock.now());
    const rows = await listPingRows(app.db, params.id, { since, after, limit: limit + 1 });
    return toPage(rows, limit, {
      toItem: toPing,
      toCursor: (row) => ({ at: row.created_at, id: row.id }),
    });
  });

  mountRoute(server, moveHeartbeat, ({ params, request }) =>
    changeAddress(app, params.id, byCaller(request)),
  );
};

/** What the console looks at by itself, and what pings it. */
export const checks: Slice = {
  name: 'checks',
  partitions: checkPartitions,
  tasks: checkTasks,
  cron: checkCron,
  routes: (server, app) => {
    mountRuns(server, app);
    mountChecks(server, app);
    mountHeartbeats(server, app);
    mountPings(server, app);
  },
};
