import type { FastifyInstance } from 'fastify';
import { requireCaller } from '../http/caller.ts';
import type { Tradewind } from '../tradewind.ts';
import { listJobs } from './jobs.store.ts';

export const jobRoutes = (server: FastifyInstance, { pool }: Tradewind): void => {
  server.get('/api/jobs', async (request) => ({
    items: await listJobs(pool, requireCaller(request).organizationId),
  }));
};
