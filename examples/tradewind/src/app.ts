import type { FastifyInstance } from 'fastify';
import { batchRoutes } from './batches/routes.ts';
import { companyRoutes } from './companies/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import { creditRoutes } from './credits/routes.ts';
import { discoveryRoutes } from './discoveries/routes.ts';
import { headhuntRoutes } from './headhunts/routes.ts';
import { answerErrors } from './http/answer-errors.ts';
import { knowCallers } from './http/caller.ts';
import { interactionRoutes } from './interactions/routes.ts';
import { invoiceRoutes } from './invoices/routes.ts';
import { jobRoutes } from './jobs/routes.ts';
import { leadRoutes } from './leads/routes.ts';
import { memberRoutes } from './members/routes.ts';
import { organizationRoutes } from './organizations/routes.ts';
import { planRoutes } from './plans/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { findCaller } from './sessions/sessions.ts';
import { taskRoutes } from './tasks/routes.ts';
import { ticketRoutes } from './tickets/routes.ts';
import type { Tradewind } from './tradewind.ts';
import { userRoutes } from './users/routes.ts';

const nouns: readonly ((server: FastifyInstance, app: Tradewind) => void)[] = [
  userRoutes,
  sessionRoutes,
  organizationRoutes,
  memberRoutes,
  planRoutes,
  creditRoutes,
  invoiceRoutes,
  discoveryRoutes,
  companyRoutes,
  headhuntRoutes,
  contactRoutes,
  batchRoutes,
  jobRoutes,
  leadRoutes,
  interactionRoutes,
  taskRoutes,
  ticketRoutes,
];

/** The whole HTTP API. */
export const addRoutes = (server: FastifyInstance, app: Tradewind): void => {
  answerErrors(server, app.taffrail);
  knowCallers(server, (token) => findCaller(app.pool, token));
  server.get('/healthz', () => ({ ok: true }));
  for (const addRoutesOf of nouns) addRoutesOf(server, app);
};
