import { getDashboard, getDashboardRequests } from '@taffrail/contract';
import { noteLastChange } from '../platform/changes/last-change.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { createDashboard } from './dashboard.ts';

export const dashboard: Slice = {
  name: 'dashboard',
  routes: (server, app) => {
    const { showActivity, showRequests } = createDashboard(app, {
      activity: noteLastChange(app, 'activity'),
      requests: noteLastChange(app, 'api_requests', 'system_logs', 'ai_jobs', 'pipelines'),
    });
    mountRoute(server, getDashboard, ({ query }) => showActivity(query.range));
    mountRoute(server, getDashboardRequests, ({ query }) => showRequests(query.range));
  },
};
