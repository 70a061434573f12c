import { getDatabaseLatency } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { readDatabaseLatency } from './database-latency.ts';
import { databaseLatencyCron, databaseLatencyTasks } from './jobs.ts';
import { databaseLatencyPartitions } from './partitions.ts';

export const databaseLatency: Slice = {
  name: 'database-latency',
  partitions: databaseLatencyPartitions,
  tasks: databaseLatencyTasks,
  cron: databaseLatencyCron,
  routes: (server, app) => {
    mountRoute(server, getDatabaseLatency, ({ query }) => readDatabaseLatency(app, query));
  },
};
