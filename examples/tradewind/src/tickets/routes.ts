import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCaller } from '../http/caller.ts';
import { IdParams, Words } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import type { Tradewind } from '../tradewind.ts';
import { closeTicket, insertTicket, listTickets } from './tickets.store.ts';

const NewTicket = z.object({ subject: Words(200), body: Words(5_000) });

/** To the people behind Tradewind, who count them; nothing that a customer does in the product. */
export const ticketRoutes = (server: FastifyInstance, { pool }: Tradewind): void => {
  server.get('/api/tickets', async (request) => ({
    items: await listTickets(pool, requireCaller(request).organizationId),
  }));

  server.post('/api/tickets', async (request, reply) => {
    const caller = requireCaller(request);
    const ticket = await insertTicket(pool, caller, NewTicket.parse(request.body));
    return reply.code(201).send(ticket);
  });

  server.post('/api/tickets/:id/closing', async (request) => {
    const { organizationId } = requireCaller(request);
    const { id } = IdParams.parse(request.params);
    const ticket = await closeTicket(pool, organizationId, id);
    if (!ticket) throw notFound('ticket');
    return ticket;
  });
};
