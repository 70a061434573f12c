import {
  alertKeptDays,
  exportAlerts,
  getAlert,
  getAlertChain,
  getAlertPayload,
  listAlerts,
  resolveAlert as resolveAlertRoute,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { raise } from '../platform/http/api-error.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import { dayMs } from '../platform/time/time-range.ts';
import type { AppContext, Slice } from '../slice.ts';
import { readChain } from './chain/read-chain.ts';
import { deleteAlertsUnheardSince } from './forget-alerts.store.ts';
import { alertPartitions } from './partitions.ts';
import { findAlertRow } from './reading/alerts.store.ts';
import { startAlertExport } from './reading/export-alerts.ts';
import { readAlert, readAlertPage, readPayload } from './reading/read-alerts.ts';
import { toAlert } from './reading/to-alert.ts';
import { resolveAlert } from './resolving/resolve-alert.ts';

/** What is read is the same for all who may read it. */
const everybody = (): string => '';

const mountList = (server: HttpServer, app: AppContext): void => {
  const { clock } = app;

  // What those who watch ask for, all at the same time after each change.
  mountRoute(
    server,
    listAlerts,
    shareAnswers(listAlerts, everybody, async ({ query }) => {
      const { limit, cursor, ...filter } = query;
      const now = clock.now();
      const after = cursor === undefined ? undefined : decodeCursor(cursor);
      const { rows, next, searchedTo } = await readAlertPage(app, filter, { limit, after });
      return {
        asOf: now.toISOString(),
        items: rows.map((row) => toAlert(row, now)),
        nextCursor: next ? encodeCursor(next) : null,
        searchedTo: searchedTo?.toISOString() ?? null,
      };
    }),
  );

  mountRoute(server, exportAlerts, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startAlertExport(app, { filter, format, timeZone, by });
    return sendList(reply, app, { list: 'alerts', format, text });
  });
};

const routes = (server: HttpServer, app: AppContext): void => {
  const { db, clock, changes } = app;
  mountList(server, app);
  mountRoute(server, getAlert, ({ params: { id } }) => readAlert(app, id));
  mountRoute(server, getAlertPayload, ({ params: { id } }) => readPayload(db, id));
  mountRoute(server, getAlertChain, ({ params }) => readChain(db, params));

  mountRoute(server, resolveAlertRoute, async ({ params: { id }, body, request }) => {
    const by = byCaller(request);
    await db
      .transaction()
      .execute((tx) => resolveAlert({ tx, clock }, id, { by, version: body.version }));
    changes.announce('alerts', 'incidents', 'pipelines');
    return toAlert((await findAlertRow(db, id)) ?? raise('not_found'), clock.now());
  });
};

/** Problems that sources and checks tell of, each once, however often it is told. */
export const alerts: Slice = {
  name: 'alerts',
  partitions: alertPartitions,
  routes,
  tasks: ({ owner, clock }) => ({
    forget_alerts: () =>
      deleteAlertsUnheardSince(owner, new Date(clock.now().getTime() - alertKeptDays * dayMs)),
  }),
  // A console that is off at night forgets in the morning.
  cron: [
    { task: 'forget_alerts', match: '47 3 * * *', options: { backfillPeriod: 24 * 60 * 60_000 } },
  ],
};
