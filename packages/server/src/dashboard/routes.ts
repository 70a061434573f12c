import { getDashboard } from '@taffrail/contract';
import { requireCaller } from '../access/caller.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { createDashboard } from './dashboard.ts';

export const dashboard: Slice = {
  name: 'dashboard',
  routes: (server, app) => {
    const show = createDashboard(app);
    mountRoute(server, getDashboard, ({ query, request }) =>
      show(query.range, requireCaller(request)),
    );
  },
};
