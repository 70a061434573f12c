import { getRevenue } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { createRevenueReader } from './reading/read-revenue.ts';
import { revenueTasks } from './told/jobs.ts';

export const revenue: Slice = {
  name: 'revenue',
  tasks: revenueTasks,
  routes: (server, app) => {
    const read = createRevenueReader(app);
    mountRoute(server, getRevenue, ({ query }) => read(query.range));
  },
};
