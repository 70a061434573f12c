import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCaller, requireOwner } from '../http/caller.ts';
import { Words } from '../http/input.ts';
import { getSubscription } from '../plans/subscriptions.store.ts';
import { tellEnd } from '../plans/tell-subscription.ts';
import type { Tradewind } from '../tradewind.ts';
import { deleteOrganization, getOrganization, updateOrganization } from './organizations.store.ts';
import { tellOrganization } from './tell-taffrail.ts';
import { TimeZone } from './time-zone.ts';

const Settings = z.object({
  name: Words(100).optional(),
  timeZone: TimeZone.optional(),
  locale: Words(35).optional(),
});

export const organizationRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  server.get('/api/organization', async (request) => {
    const caller = requireCaller(request);
    return { ...(await getOrganization(pool, caller.organizationId)), plan: caller.plan };
  });

  server.patch('/api/organization', async (request) => {
    const caller = requireOwner(request);
    const changes = Settings.parse(request.body);
    const organization = await updateOrganization(pool, caller.organizationId, changes);
    await tellOrganization(taffrail, organization, caller.plan);
    await taffrail.logActivity(
      caller,
      {
        action: 'settings.changed',
        resourceType: 'organization',
        resourceId: organization.id,
        metadata: { fields: Object.keys(changes).join(', ') },
      },
      request,
    );
    return organization;
  });

  server.delete('/api/organization', async (request, reply) => {
    const caller = requireOwner(request);
    const subscription = await getSubscription(pool, caller.organizationId);
    await deleteOrganization(pool, caller.organizationId);
    await tellEnd(app, subscription);
    await taffrail.logActivity(
      caller,
      {
        action: 'settings.changed',
        resourceType: 'organization',
        resourceId: caller.organizationId,
        metadata: { fields: 'closed', plan: caller.plan },
      },
      request,
    );
    return reply.code(204).send();
  });
};
