import type { FastifyInstance } from 'fastify';
import { requireCaller, requireOwner } from '../http/caller.ts';
import { IdParams } from '../http/input.ts';
import { notFound } from '../http/problem.ts';
import type { Tradewind } from '../tradewind.ts';
import { listInvoices, payInvoice } from './invoices.store.ts';

export const invoiceRoutes = (server: FastifyInstance, { pool }: Tradewind): void => {
  server.get('/api/invoices', async (request) => ({
    items: await listInvoices(pool, requireCaller(request).organizationId),
  }));

  server.post('/api/invoices/:id/payment', async (request) => {
    const { organizationId } = requireOwner(request);
    const { id } = IdParams.parse(request.params);
    const invoice = await payInvoice(pool, organizationId, id);
    if (!invoice) throw notFound('invoice');
    return invoice;
  });
};
