import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { positions } from '../catalogue/entries.ts';
import { findCompany } from '../companies/companies.store.ts';
import { prices } from '../credits/credits.ts';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { startWork } from '../jobs/start-work.ts';
import { plans } from '../plans/plans.ts';
import type { Tradewind } from '../tradewind.ts';
import { findHeadhunt, insertHeadhunt } from './headhunts.store.ts';

const NewHeadhunt = z.object({ companyId: z.uuid(), position: z.enum(positions) });

export const headhuntRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool } = app;

  server.get('/api/headhunts/:id', async (request) => {
    const { organizationId } = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    const headhunt = await findHeadhunt(pool, organizationId, id);
    if (!headhunt) throw notFound('headhunt');
    return headhunt;
  });

  server.post('/api/headhunts', async (request, reply) => {
    const caller = requireEditor(request);
    const { organizationId, plan } = caller;
    const wanted = NewHeadhunt.parse(request.body);
    if (!plans[plan].hasHeadhunts)
      throw new Problem('plan_limit', 'Headhunts come with the starter plan.');
    const company = await findCompany(pool, organizationId, wanted.companyId);
    if (!company) throw notFound('company');
    const headhunt = await startWork(app, request, caller, {
      kind: 'headhunt',
      credits: prices.headhunt,
      begin: (tx) => insertHeadhunt(tx, caller, wanted),
      activity: () => ({
        action: 'headhunt.started',
        resourceType: 'company',
        resourceId: company.id,
        metadata: { position: wanted.position, country: company.country },
      }),
    });
    return reply.code(202).send(headhunt);
  });
};
