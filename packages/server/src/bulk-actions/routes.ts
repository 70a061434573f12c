import {
  cancelBulkAction,
  exportBulkActionRows,
  getBulkAction,
  listBulkActionRows,
  listBulkActions,
  previewBulkAction,
  startBulkAction,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { requireCaller } from '../access/caller.ts';
import { raise } from '../platform/http/api-error.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import type { AppContext, Slice } from '../slice.ts';
import type { BulkHandler } from './bulk-actions.ts';
import { getBulkActionRecord, listBulkActionRecords } from './bulk-actions.store.ts';
import { exportOutcomes } from './export.ts';
import { requireHandler } from './handlers.ts';
import { bulkActionCron, bulkActionTasks } from './jobs.ts';
import { listRows } from './rows.store.ts';
import * as bulk from './start.ts';
import { toBulkAction, toBulkActionRow } from './to-bulk-action.ts';

/** A place in the rows of one action. */
const toPosition = (cursor: string): number =>
  /^\d{1,6}$/.test(cursor) ? Number(cursor) : raise('invalid_cursor');

const mountActing = (server: HttpServer, app: AppContext, handlers: readonly BulkHandler[]) => {
  mountRoute(server, previewBulkAction, ({ body: { action, target }, request }) => {
    const handler = requireHandler(handlers, action, requireCaller(request));
    return bulk.previewBulkAction(app, { handler, target });
  });

  mountRoute(server, startBulkAction, ({ body: { action, ...wanted }, request }) => {
    const handler = requireHandler(handlers, action, requireCaller(request));
    return bulk.startBulkAction(app, { handler, wanted, by: byCaller(request) });
  });

  mountRoute(server, cancelBulkAction, ({ params: { id }, request }) => {
    const caller = requireCaller(request);
    const requireMay = (action: string): void => void requireHandler(handlers, action, caller);
    return bulk.cancelBulkAction(app, { id, by: byCaller(request), requireMay });
  });
};

const mountReading = (server: HttpServer, app: AppContext): void => {
  const { db } = app;

  mountRoute(server, listBulkActions, async ({ query }) => {
    const { limit, cursor, ...filter } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await listBulkActionRecords(db, filter, { limit: limit + 1, after });
    return toPage(rows, limit, {
      toItem: toBulkAction,
      toCursor: (row) => ({ at: row.created_at, id: row.id }),
    });
  });

  mountRoute(server, getBulkAction, async ({ params: { id } }) =>
    toBulkAction(await getBulkActionRecord(db, id)),
  );

  mountRoute(server, listBulkActionRows, async ({ params: { id }, query }) => {
    const { limit, cursor, state } = query;
    const after = cursor === undefined ? undefined : toPosition(cursor);
    await getBulkActionRecord(db, id);
    const rows = await listRows(db, { id, state }, { limit: limit + 1, after });
    const items = rows.slice(0, limit).map(toBulkActionRow);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? String(last.position) : null };
  });

  mountRoute(server, exportBulkActionRows, async ({ params: { id }, request, reply }) => {
    const text = await exportOutcomes(app, { id, by: byCaller(request) });
    return sendList(reply, app, { list: 'bulk-action', text });
  });
};

/** What is done to many rows at once, by the handlers of the slices whose rows they are. */
export const createBulkActions = (handlers: readonly BulkHandler[]): Slice => ({
  name: 'bulk-actions',
  tasks: bulkActionTasks(handlers),
  cron: bulkActionCron,
  routes: (server, app) => {
    mountActing(server, app, handlers);
    mountReading(server, app);
  },
});
