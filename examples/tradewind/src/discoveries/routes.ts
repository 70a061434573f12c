import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { countryCodes } from '../catalogue/countries.ts';
import { industryNames } from '../catalogue/industries.ts';
import { prices } from '../credits/credits.ts';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams, Page, Words } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { startWork } from '../jobs/start-work.ts';
import { plans } from '../plans/plans.ts';
import type { Tradewind } from '../tradewind.ts';
import {
  countRecentDiscoveries,
  findDiscovery,
  insertDiscovery,
  listDiscoveries,
} from './discoveries.store.ts';

const NewDiscovery = z.object({
  keyword: Words(100),
  country: z.enum(countryCodes),
  industry: z.enum(industryNames),
});

export const discoveryRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool } = app;

  server.get('/api/discoveries', async (request) => {
    const { organizationId } = requireCaller(request);
    return { items: await listDiscoveries(pool, organizationId, Page.parse(request.query)) };
  });

  server.get('/api/discoveries/:id', async (request) => {
    const { organizationId } = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    const discovery = await findDiscovery(pool, organizationId, id);
    if (!discovery) throw notFound('discovery');
    return discovery;
  });

  server.post('/api/discoveries', async (request, reply) => {
    const caller = requireEditor(request);
    const search = NewDiscovery.parse(request.body);
    const limit = plans[caller.plan].discoveriesPerMonth;
    if ((await countRecentDiscoveries(pool, caller.organizationId)) >= limit)
      throw new Problem('plan_limit', `The plan has ${limit} discoveries in 30 days.`);
    const discovery = await startWork(app, request, caller, {
      kind: 'discovery',
      credits: prices.discovery,
      begin: (tx) => insertDiscovery(tx, caller, search),
      activity: ({ id }) => ({
        action: 'discovery.started',
        resourceType: 'search',
        resourceId: id,
        metadata: search,
      }),
    });
    return reply.code(202).send(discovery);
  });
};
