import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findCompany } from '../companies/companies.store.ts';
import { isUniqueViolation } from '../database/pool.ts';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams, Page } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { scoreOfRank } from '../models/score-rank.ts';
import type { Tradewind } from '../tradewind.ts';
import { deleteLead, findLead, insertLead, listLeads, updateLead } from './leads.store.ts';
import { LeadStage } from './stages.ts';

const Value = z.number().min(0).max(1e9).optional();
const NewLead = z.object({ companyId: z.uuid(), valueUsd: Value });
const Changes = z
  .object({ stage: LeadStage.optional(), valueUsd: Value })
  .refine(({ stage, valueUsd }) => stage ?? valueUsd, 'changes nothing');
const Filter = Page.extend({ stage: LeadStage.optional() });

export const leadRoutes = (server: FastifyInstance, { pool, taffrail }: Tradewind): void => {
  server.get('/api/leads', async (request) => {
    const { organizationId } = requireCaller(request);
    const { stage, ...page } = Filter.parse(request.query);
    return { items: await listLeads(pool, organizationId, stage, page) };
  });

  server.post('/api/leads', async (request, reply) => {
    const caller = requireEditor(request);
    const { companyId, valueUsd } = NewLead.parse(request.body);
    const company = await findCompany(pool, caller.organizationId, companyId);
    if (!company) throw notFound('company');
    const lead = await insertLead(pool, caller, { companyId, valueUsd }).catch((error: unknown) => {
      if (isUniqueViolation(error)) throw new Problem('conflict', 'This company is a lead.');
      throw error;
    });
    const { keyword, country, industry, discoveryId, rank } = company;
    await taffrail.logActivity(
      caller,
      {
        action: 'lead.created',
        resourceType: 'lead',
        resourceId: lead.id,
        metadata: { ...(keyword !== null && { keyword }), country, industry, valueUsd },
      },
      request,
    );
    if (discoveryId !== null && rank !== null)
      taffrail.score(discoveryId, 'rank', scoreOfRank(rank, 'discovery'), { name: 'people' });
    return reply.code(201).send(lead);
  });

  server.get('/api/leads/:id', async (request) => {
    const caller = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    const lead = await findLead(pool, caller.organizationId, id);
    if (!lead) throw notFound('lead');
    await taffrail.logActivity(
      caller,
      {
        action: 'lead.viewed',
        resourceType: 'lead',
        resourceId: id,
        metadata: { stage: lead.stage },
      },
      request,
    );
    return lead;
  });

  server.patch('/api/leads/:id', async (request) => {
    const caller = requireEditor(request);
    const { id } = IdParams.parse(request.params);
    const { stage, valueUsd } = Changes.parse(request.body);
    const before = await findLead(pool, caller.organizationId, id);
    if (!before) throw notFound('lead');
    const lead = await updateLead(pool, id, { stage, valueUsd });
    await taffrail.logActivity(
      caller,
      {
        action: 'lead.updated',
        resourceType: 'lead',
        resourceId: id,
        metadata: { from: before.stage, to: lead.stage },
      },
      request,
    );
    return lead;
  });

  server.delete('/api/leads/:id', async (request, reply) => {
    const caller = requireEditor(request);
    const { id } = IdParams.parse(request.params);
    const lead = await deleteLead(pool, caller.organizationId, id);
    if (!lead) throw notFound('lead');
    await taffrail.logActivity(
      caller,
      {
        action: 'lead.deleted',
        resourceType: 'lead',
        resourceId: id,
        metadata: { stage: lead.stage },
      },
      request,
    );
    return reply.code(204).send();
  });
};
