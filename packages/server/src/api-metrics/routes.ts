import { getApiMetrics } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { readApiMetrics } from './api-metrics.ts';
import { apiMetricsCron, apiMetricsTasks } from './jobs.ts';
import { apiMetricsPartitions } from './partitions.ts';

export const apiMetrics: Slice = {
  name: 'api-metrics',
  partitions: apiMetricsPartitions,
  tasks: apiMetricsTasks,
  cron: apiMetricsCron,
  routes: (server, app) => {
    mountRoute(server, getApiMetrics, ({ query }) => readApiMetrics(app, query));
  },
};
