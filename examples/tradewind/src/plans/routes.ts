import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireOwner } from '../http/caller.ts';
import { logInvoice } from '../invoices/log-invoice.ts';
import { getOrganization } from '../organizations/organizations.store.ts';
import { tellOrganization } from '../organizations/tell-taffrail.ts';
import type { Tradewind } from '../tradewind.ts';
import { cancelPlan, changePlan } from './change-plan.ts';
import { isUpgrade, PlanName, plans } from './plans.ts';
import { getSubscription } from './subscriptions.store.ts';
import { tellEnd, tellSubscription } from './tell-subscription.ts';

const Subscription = z.object({ plan: PlanName });

export const planRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  server.get('/api/plans', async () => ({
    items: Object.entries(plans).map(([name, plan]) => ({ name, ...plan })),
  }));

  server.put('/api/subscription', async (request) => {
    const caller = requireOwner(request);
    const { organizationId, plan: from } = caller;
    const { plan: to } = Subscription.parse(request.body);
    const { before, invoice } = await changePlan(app, caller, to);
    await tellOrganization(taffrail, await getOrganization(pool, organizationId), to);
    if (to === 'free') await tellEnd(app, before);
    else await tellSubscription(app, await getSubscription(pool, organizationId));
    const activity = {
      resourceType: 'organization',
      resourceId: organizationId,
      metadata: { from, to, monthlyUsd: plans[to].monthlyUsd },
    };
    // More money is on the ledger, as what is consumed is; less is only worth knowing.
    if (isUpgrade(from, to))
      await taffrail.logActivity(caller, { action: 'plan.upgraded', ...activity }, request, {
        ledger: true,
      });
    else await taffrail.logActivity(caller, { action: 'plan.downgraded', ...activity }, request);
    if (invoice) await logInvoice(taffrail, caller, invoice, request);
    return { plan: to, ...plans[to] };
  });

  server.delete('/api/subscription', async (request) => {
    const caller = requireOwner(request);
    const { organizationId, plan } = caller;
    const cancelAt = await cancelPlan(app, caller);
    await tellSubscription(app, await getSubscription(pool, organizationId));
    await taffrail.logActivity(
      caller,
      {
        action: 'settings.changed',
        resourceType: 'organization',
        resourceId: organizationId,
        metadata: { fields: 'cancellation', plan, cancelAt },
      },
      request,
    );
    return { plan, cancelAt };
  });
};
