import {
  ActivityCategory,
  exportActivity,
  getActivityHistogram,
  listActions,
  listActivity as listActivityRoute,
} from '@taffrail/contract';
import type { FastifyRequest } from 'fastify';
import { byCaller } from '../access/audit.ts';
import { requireCaller } from '../access/caller.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendList } from '../platform/http/files/send-file.ts';
import { shareAnswers } from '../platform/http/share-answers.ts';
import type { AppContext, Slice } from '../slice.ts';
import { listSeenActions } from './selection/actions.store.ts';
import { countActivityOverTime, listActivity } from './activity.ts';
import { startExport } from './export/export.ts';
import { activityPartitions } from './partitions.ts';

/** What is seen of the log follows from the permissions alone, and these from the role. */
const roleOf = (request: FastifyRequest): string => requireCaller(request).role;

const routes = (server: HttpServer, app: AppContext): void => {
  // What those who watch the log ask for, all at the same time after each change.
  mountRoute(
    server,
    listActivityRoute,
    shareAnswers(listActivityRoute, roleOf, ({ query, request }) =>
      listActivity(app, query, requireCaller(request)),
    ),
  );

  mountRoute(
    server,
    getActivityHistogram,
    shareAnswers(getActivityHistogram, roleOf, ({ query, request }) =>
      countActivityOverTime(app, query, requireCaller(request)),
    ),
  );

  mountRoute(server, listActions, async () => ({
    items: (await listSeenActions(app.db)).map(({ action, category }) => ({
      action,
      category: ActivityCategory.parse(category),
    })),
  }));

  mountRoute(server, exportActivity, async ({ query, request, reply }) => {
    const { format, timeZone, ...filter } = query;
    const text = await startExport(app, {
      filter,
      format,
      timeZone,
      caller: requireCaller(request),
      by: byCaller(request),
    });
    return sendList(reply, app, { list: 'activity', format, text });
  });
};

export const activity: Slice = { name: 'activity', partitions: activityPartitions, routes };
