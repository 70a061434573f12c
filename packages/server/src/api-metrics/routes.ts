import { exportApiMetrics, getApiMetrics } from '@taffrail/contract';
import { byCaller } from '../access/audit.ts';
import { mountRoute } from '../platform/http/mount-route.ts';
import { sendFile } from '../platform/http/files/send-file.ts';
import type { Slice } from '../slice.ts';
import { readApiMetrics } from './api-metrics.ts';
import { exportEndpoints } from './export-endpoints.ts';
import { apiMetricsCron, apiMetricsTasks } from './jobs.ts';
import { apiMetricsPartitions } from './partitions.ts';

export const apiMetrics: Slice = {
  name: 'api-metrics',
  partitions: apiMetricsPartitions,
  tasks: apiMetricsTasks,
  cron: apiMetricsCron,
  routes: (server, app) => {
    mountRoute(server, getApiMetrics, ({ query }) => readApiMetrics(app, query));

    mountRoute(server, exportApiMetrics, async ({ query, request, reply }) =>
      sendFile(reply, await exportEndpoints(app, query, byCaller(request))),
    );
  },
};
