import {
  getDashboard,
  getDashboardIncidents,
  getDashboardRequests,
  getDashboardWeek,
} from '@taffrail/contract';
import { requireCaller } from '../access/caller.ts';
import { noteLastChange } from '../platform/changes/last-change.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { createDashboard } from './dashboard.ts';

export const dashboard: Slice = {
  name: 'dashboard',
  routes: (server, app) => {
    const { showActivity, showRequests, showIncidents, showWeek } = createDashboard(app, {
      activity: noteLastChange(app, 'activity'),
      requests: noteLastChange(app, 'api_requests', 'system_logs', 'ai_jobs', 'pipelines'),
      incidents: noteLastChange(app, 'incidents', 'checks', 'inbox', 'notifications'),
    });
    mountRoute(server, getDashboard, ({ query }) => showActivity(query.range));
    mountRoute(server, getDashboardRequests, ({ query }) => showRequests(query.range));
    mountRoute(server, getDashboardIncidents, () => showIncidents());
    mountRoute(server, getDashboardWeek, ({ request }) => showWeek(requireCaller(request)));
  },
};
