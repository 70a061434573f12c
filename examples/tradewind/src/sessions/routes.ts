import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCaller, tokenOf } from '../http/caller.ts';
import { Problem } from '../http/problem.ts';
import type { Tradewind } from '../tradewind.ts';
import { isPasswordOf } from '../users/passwords.ts';
import { findCredentials } from '../users/users.store.ts';
import { closeSession, openSession } from './sessions.ts';
import { findFirstOrganization } from './sessions.store.ts';

const SignIn = z.object({
  email: z.string().max(320).toLowerCase(),
  password: z.string().max(200),
});

export const sessionRoutes = (server: FastifyInstance, { pool, taffrail }: Tradewind): void => {
  server.post('/api/sessions', async (request, reply) => {
    const { email, password } = SignIn.parse(request.body);
    const user = await findCredentials(pool, email);
    const isKnown = user?.passwordHash && (await isPasswordOf(user.passwordHash, password));
    const organizationId = isKnown ? await findFirstOrganization(pool, user.id) : undefined;
    if (!user || organizationId === undefined)
      throw new Problem('unauthenticated', 'Address or password is wrong.');
    const session = { organizationId, userId: user.id };
    const token = await openSession(pool, session);
    await taffrail.logActivity(session, { action: 'user.login' }, request);
    return reply.code(201).send({ token });
  });

  server.delete('/api/sessions/current', async (request, reply) => {
    const caller = requireCaller(request);
    await closeSession(pool, tokenOf(request) ?? '');
    await taffrail.logActivity(caller, { action: 'user.logout' }, request);
    return reply.code(204).send();
  });
};
