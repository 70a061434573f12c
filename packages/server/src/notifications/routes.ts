import {
  changeNotificationChannel,
  changeNotificationRoute,
  createNotificationChannel,
  createNotificationRoute,
  exportNotifications,
  getNotification,
  listNotificationChannels,
  listNotificationRoutes,
  listNotifications,
  orderNotificationRoutes,
  removeNotificationChannel,
  removeNotificationRoute,
  retryNotification,
  switchNotificationChannel,
  testNotificationChannel,
  tryNotificationRoutes,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { may, requireCaller } from '../access/caller.ts';
import { raise } from '../platform/http/api-error.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { toPage } from '../platform/http/page.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import type { AppContext, Slice } from '../slice.ts';
import { mountAcknowledgePages } from './acknowledging/routes.ts';
import { addChannel, changeChannel, removeChannel, switchChannel } from './channels/channels.ts';
import { listChannelRows } from './channels/channels.store.ts';
import { toChannel, withoutSettings } from './channels/to-channel.ts';
import { drivers } from './drivers/drivers.ts';
import { notificationTasks } from './jobs.ts';
import { notificationPartitions } from './partitions.ts';
import { startNotificationExport } from './reading/export.ts';
import { findNotificationRow, listNotificationRows } from './reading/notifications-list.store.ts';
import { toNotification } from './reading/to-notification.ts';
import { addRoute, changeRoute, orderRoutes, removeRoute } from './routing/routes.ts';
import { listRouteRows } from './routing/routes.store.ts';
import { toRoute } from './routing/to-route.ts';
import { tryRoutes } from './routing/try-routes.ts';
import { askRetry } from './sending/ask-retry.ts';
import { sendTest } from './sending/send-test.ts';

const mountChannels = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listNotificationChannels, async ({ request }) => {
    const seesAll = may(requireCaller(request), 'channels.manage');
    const channels = (await listChannelRows(app.db)).map(toChannel);
    return {
      asOf: app.clock.now().toISOString(),
      kinds: drivers.map(({ kind, title, fields }) => ({ kind, title, fields: [...fields] })),
      items: seesAll ? channels : channels.map(withoutSettings),
    };
  });

  mountRoute(server, createNotificationChannel, ({ body, request }) => {
    const { kind, id } = requireCaller(request);
    const createdBy = kind === 'operator' ? id : null;
    return addChannel(app, body, { by: byCaller(request), createdBy });
  });

  mountRoute(server, changeNotificationChannel, ({ params, body, request }) =>
    changeChannel(app, params.id, { ...body, by: byCaller(request) }),
  );

  mountRoute(server, switchNotificationChannel, ({ params, body, request }) =>
    switchChannel(app, params.id, { ...body, by: byCaller(request) }),
  );

  mountRoute(server, removeNotificationChannel, async ({ params, request }) => {
    await removeChannel(app, params.id, byCaller(request));
    return undefined;
  });

  mountRoute(server, testNotificationChannel, ({ params, request }) =>
    sendTest(app, params.id, byCaller(request)),
  );
};

const mountRouting = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listNotificationRoutes, async () => ({
    asOf: app.clock.now().toISOString(),
    items: (await listRouteRows(app.db)).map(toRoute),
  }));

  mountRoute(server, createNotificationRoute, ({ body, request }) =>
    addRoute(app, body, byCaller(request)),
  );

  mountRoute(server, changeNotificationRoute, ({ params, body, request }) =>
    changeRoute(app, params.id, { ...body, by: byCaller(request) }),
  );

  mountRoute(server, removeNotificationRoute, async ({ params, request }) => {
    await removeRoute(app, params.id, byCaller(request));
    return undefined;
  });

  mountRoute(server, orderNotificationRoutes, async ({ body, request }) => {
    await orderRoutes(app, body.ids, byCaller(request));
    return undefined;
  });

  mountRoute(server, tryNotificationRoutes, ({ body }) => tryRoutes(app.db, body));
};

const mountNotifications = (server: HttpServer, app: AppContext): void => {
  mountRoute(server, listNotifications, async ({ query }) => {
    const { limit, cursor, ...filter } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await listNotificationRows(app.db, filter, { limit: limit + 1, after });
    return toPage(rows, limit, {
      toItem: toNotification,
      toCursor: (row) => ({ at: row.created_at, id: row.id }),
    });
  });

  mountRoute(server, exportNotifications, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const by = byCaller(request);
    const text = await startNotificationExport(app, { filter, format, timeZone, by });
    return sendList(reply, app, { list: 'notifications', format, text });
  });

  mountRoute(server, getNotification, async ({ params }) =>
    toNotification((await findNotificationRow(app.db, params.id)) ?? raise('not_found')),
  );

  mountRoute(server, retryNotification, async ({ params, request }) => {
    await askRetry(app, params.id, byCaller(request));
    return undefined;
  });
};

export const notifications: Slice = {
  name: 'notifications',
  routes: (server, app) => {
    mountChannels(server, app);
    mountRouting(server, app);
    mountNotifications(server, app);
    mountAcknowledgePages(server, app);
  },
  // Somebody waits for what they tell.
  urgentTasks: notificationTasks,
  partitions: notificationPartitions,
};
