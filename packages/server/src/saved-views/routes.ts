import {
  changeSavedView,
  createSavedView,
  deleteSavedView,
  listSavedViews,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { requireCaller, requireOperator } from '../access/caller.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { changeView, deleteView, listViews, saveView } from './saved-views.ts';

export const savedViews: Slice = {
  name: 'saved-views',
  routes: (server, app) => {
    mountRoute(server, listSavedViews, async ({ query, request }) => ({
      items: await listViews(app.db, query.page, requireCaller(request)),
    }));

    mountRoute(server, createSavedView, ({ body, request }) =>
      saveView(app, body, requireOperator(request), byCaller(request)),
    );

    mountRoute(server, changeSavedView, ({ params, body, request }) =>
      changeView(app, { id: params.id, ...body }, requireOperator(request), byCaller(request)),
    );

    mountRoute(server, deleteSavedView, async ({ params, request }) => {
      await deleteView(app, params.id, requireOperator(request), byCaller(request));
      return undefined;
    });
  },
};
