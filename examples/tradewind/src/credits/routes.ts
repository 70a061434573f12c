import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { inTransaction } from '../database/pool.ts';
import { requireCaller, requireOwner } from '../http/caller.ts';
import { insertInvoice } from '../invoices/invoices.store.ts';
import { logInvoice } from '../invoices/log-invoice.ts';
import type { Tradewind } from '../tradewind.ts';
import { packs } from './credits.ts';
import { getBalance, insertCreditEntry, listCreditEntries } from './credits.store.ts';

const Purchase = z.object({ credits: z.literal([100, 500, 2000]) });

export const creditRoutes = (server: FastifyInstance, { pool, taffrail }: Tradewind): void => {
  server.get('/api/credits', async (request) => {
    const { organizationId } = requireCaller(request);
    return {
      balance: await getBalance(pool, organizationId),
      entries: await listCreditEntries(pool, organizationId),
    };
  });

  server.post('/api/credits', async (request, reply) => {
    const caller = requireOwner(request);
    const { organizationId } = caller;
    const { credits } = Purchase.parse(request.body);
    const amountUsd = packs[credits];
    const description = `${credits} credits`;
    const { invoice, balance } = await inTransaction(pool, async (tx) => {
      const sent = await insertInvoice(tx, { organizationId, description, amountUsd });
      await insertCreditEntry(tx, {
        organizationId,
        amount: credits,
        reason: 'purchase',
        resourceId: sent.id,
      });
      return { invoice: sent, balance: await getBalance(tx, organizationId) };
    });
    await taffrail.logActivity(
      caller,
      {
        action: 'credit.purchased',
        resourceType: 'invoice',
        resourceId: invoice.id,
        metadata: { credits, amountUsd, plan: caller.plan },
      },
      request,
    );
    await logInvoice(taffrail, caller, invoice, request);
    return reply.code(201).send({ balance, invoice });
  });
};
