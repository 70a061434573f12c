import {
  exportUsage,
  exportUsageMargin,
  exportUsageStatement,
  getUsage,
  getUsageBreakdown,
  getUsageMargin,
  getUsageMonth,
  getUsageStatement,
  getUsageToday,
  type UsageQuery,
} from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { noteLastChange } from '../platform/changes/last-change.ts';
import { raise } from '../platform/http/api-error.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import type { Slice } from '../slice.ts';
import { exportMargin } from './margin/export-margin.ts';
import { exportUsage as writeUsage } from './reading/export-usage.ts';
import { canTellApart } from './reading/tables.ts';
import { exportStatement } from './statement/export-statement.ts';
import { createUsage } from './usage.ts';

/** @throws `invalid_request` of what the rollups do not tell */
const toAsked = ({ range, group, ...filter }: UsageQuery) => {
  if (!canTellApart(group, filter))
    raise('invalid_request', { details: { group: 'users are known by organization only' } });
  return { range, group, filter };
};

export const usage: Slice = {
  name: 'usage',
  routes: (server, app) => {
    const { showUsage, showBreakdown, showMonth, showToday, showMargin, showStatement } =
      createUsage(app, noteLastChange(app, 'ai_jobs', 'prices', 'revenue'));
    mountRoute(server, getUsage, ({ query: { step, measure, ...query } }) =>
      showUsage({ ...toAsked(query), step, measure }),
    );
    mountRoute(server, getUsageBreakdown, ({ query }) => showBreakdown(toAsked(query)));
    mountRoute(server, getUsageMonth, showMonth);
    mountRoute(server, getUsageToday, showToday);
    mountRoute(server, getUsageMargin, ({ query }) => showMargin(query.range));

    mountRoute(server, getUsageStatement, ({ query }) => showStatement(query));

    mountRoute(server, exportUsage, async ({ query, request, reply }) =>
      sendFile(reply, await writeUsage(app, toAsked(query), byCaller(request))),
    );
    mountRoute(server, exportUsageMargin, async ({ query, request, reply }) =>
      sendFile(reply, await exportMargin(app, query.range, byCaller(request))),
    );
    mountRoute(server, exportUsageStatement, async ({ query, request, reply }) =>
      sendFile(reply, await exportStatement(app, query.month, byCaller(request))),
    );
  },
};
