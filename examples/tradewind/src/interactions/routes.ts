import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCaller, requireEditor } from '../http/caller.ts';
import { IdParams, Words } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import { findLead } from '../leads/leads.store.ts';
import type { Tradewind } from '../tradewind.ts';
import { insertInteraction, listInteractions } from './interactions.store.ts';
import { InteractionKind } from './kinds.ts';

const NewInteraction = z.object({ kind: InteractionKind, note: Words(2_000) });

export const interactionRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  const requireLead = async (organizationId: string, id: string): Promise<void> => {
    if (!(await findLead(pool, organizationId, id))) throw notFound('lead');
  };

  server.get('/api/leads/:id/interactions', async (request) => {
    const { organizationId } = requireCaller(request);
    const { id: leadId } = IdParams.parse(request.params);
    await requireLead(organizationId, leadId);
    return { items: await listInteractions(pool, leadId) };
  });

  server.post('/api/leads/:id/interactions', async (request, reply) => {
    const caller = requireEditor(request);
    const { id: leadId } = IdParams.parse(request.params);
    const { kind, note } = NewInteraction.parse(request.body);
    await requireLead(caller.organizationId, leadId);
    const interaction = await insertInteraction(pool, caller, { leadId, kind, note });
    await taffrail.logActivity(
      caller,
      {
        action: 'interaction.created',
        resourceType: 'lead',
        resourceId: leadId,
        metadata: { kind },
      },
      request,
    );
    return reply.code(201).send(interaction);
  });
};
