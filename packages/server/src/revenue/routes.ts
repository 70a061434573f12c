import {
  exportRevenueGroups,
  exportRevenueMovements,
  getFailedPayments,
  getLatestRevenueChanges,
  getRecentActivity,
  getRevenue,
  getRevenueCohorts,
  getRevenueGroups,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { noteLastChange } from '../platform/changes/last-change.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import { keepCostly } from '../platform/reading/keep-costly.ts';
import type { Slice } from '../slice.ts';
import { exportGroups } from './groups/export-groups.ts';
import { createGroupsReader } from './groups/read-groups.ts';
import { exportMovements } from './reading/export-movements.ts';
import { readCohorts } from './reading/read-cohorts.ts';
import { readFailedPayments, readLatestChanges } from './reading/read-customers.ts';
import { readRecentActivity } from './reading/read-recent-activity.ts';
import { createRevenueReader } from './reading/read-revenue.ts';
import { revenueTasks } from './told/jobs.ts';
import { mountTold } from './told/routes.ts';

export const revenue: Slice = {
  name: 'revenue',
  tasks: revenueTasks,
  routes: (server, app) => {
    mountTold(server, app);
    const changedAt = noteLastChange(app, 'revenue');
    const read = createRevenueReader(app, changedAt);
    mountRoute(server, getRevenue, ({ query }) => read(query.range));
    mountRoute(
      server,
      getRevenueCohorts,
      keepCostly(
        app,
        () => readCohorts(app),
        ({ cohorts }) => cohorts.some(({ started }) => started > 0),
        changedAt,
      ),
    );
    const readGroups = createGroupsReader(app, changedAt);
    mountRoute(server, getRevenueGroups, ({ query }) => readGroups(query));
    mountRoute(
      server,
      getLatestRevenueChanges,
      keepCostly(
        app,
        () => readLatestChanges(app),
        ({ started }) => started.length > 0,
        changedAt,
      ),
    );
    mountRoute(
      server,
      getFailedPayments,
      keepCostly(
        app,
        () => readFailedPayments(app),
        ({ next }) => next.length > 0,
        changedAt,
      ),
    );
    mountRoute(
      server,
      getRecentActivity,
      keepCostly(
        app,
        () => readRecentActivity(app),
        ({ activeCompanies }) => activeCompanies > 0,
      ),
    );

    mountRoute(server, exportRevenueGroups, async ({ query, request, reply }) => {
      const groups = await readGroups(query);
      return sendFile(reply, exportGroups(app, query, groups, byCaller(request)));
    });

    mountRoute(server, exportRevenueMovements, async ({ query, request, reply }) =>
      sendFile(reply, await exportMovements(app, query.range, byCaller(request))),
    );
  },
};
