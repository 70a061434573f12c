import { getDashboard, getDashboardRequests } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { createDashboard } from './dashboard.ts';

export const dashboard: Slice = {
  name: 'dashboard',
  routes: (server, app) => {
    const { showActivity, showRequests } = createDashboard(app);
    mountRoute(server, getDashboard, ({ query }) => showActivity(query.range));
    mountRoute(server, getDashboardRequests, ({ query }) => showRequests(query.range));
  },
};
