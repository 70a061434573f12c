import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { prices } from '../credits/credits.ts';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { startWork } from '../jobs/start-work.ts';
import { plans } from '../plans/plans.ts';
import type { Tradewind } from '../tradewind.ts';
import { findBatch, insertBatch, listBatches } from './batches.store.ts';

const NewBatch = z.object({ companyIds: z.array(z.uuid()).min(1).max(1_000) });

export const batchRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool } = app;

  server.get('/api/batches', async (request) => ({
    items: await listBatches(pool, requireCaller(request).organizationId),
  }));

  server.get('/api/batches/:id', async (request) => {
    const { organizationId } = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    const batch = await findBatch(pool, organizationId, id);
    if (!batch) throw notFound('batch');
    return batch;
  });

  server.post('/api/batches', async (request, reply) => {
    const caller = requireEditor(request);
    const { companyIds } = NewBatch.parse(request.body);
    const { batchSize } = plans[caller.plan];
    if (companyIds.length > batchSize)
      throw new Problem('plan_limit', `The plan has batches of up to ${batchSize} companies.`);
    const batch = await startWork(app, request, caller, {
      kind: 'batch',
      credits: prices.batchCompany * companyIds.length,
      begin: (tx) => insertBatch(tx, caller, companyIds),
      activity: ({ id }) => ({
        action: 'batch.started',
        resourceType: 'batch_job',
        resourceId: id,
        metadata: { companies: companyIds.length },
      }),
    });
    return reply.code(202).send(batch);
  });
};
