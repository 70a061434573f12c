import type { FastifyInstance } from 'fastify';
import { requireCaller } from '../http/caller.ts';
import { tellOrganization } from '../organizations/tell-taffrail.ts';
import type { Tradewind } from '../tradewind.ts';
import { SignUp, signUp } from './sign-up.ts';
import { deleteUser, getUser } from './users.store.ts';

export const userRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  server.post('/api/sign-up', async (request, reply) => {
    const { organization, user, token } = await signUp(app, SignUp.parse(request.body));
    const session = { organizationId: organization.id, userId: user.id };
    await tellOrganization(taffrail, organization, 'free');
    await taffrail.user({ ...user, locale: organization.locale });
    await taffrail.membership({ ...session, role: 'owner', createdAt: user.createdAt });
    await taffrail.logActivity(session, { action: 'user.signup' }, request);
    await taffrail.logActivity(
      session,
      { action: 'org.created', resourceType: 'organization', resourceId: organization.id },
      request,
    );
    return reply.code(201).send({ organization, user, token });
  });

  server.get('/api/me', async (request) => {
    const { organizationId, userId, role, plan } = requireCaller(request);
    return { ...(await getUser(pool, userId)), organizationId, role, plan };
  });

  /** The catalogue of actions has none for this; what is left behind, the console will find. */
  server.delete('/api/me', async (request, reply) => {
    const { userId } = requireCaller(request);
    await deleteUser(pool, userId);
    return reply.code(204).send();
  });
};
