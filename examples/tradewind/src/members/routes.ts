import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCaller, requireOwner } from '../http/caller.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Tradewind } from '../tradewind.ts';
import { acceptInvite, Invite, invite } from './invites.ts';
import { deleteMember, listMembers } from './members.store.ts';

const InviteParams = z.object({ token: z.string().max(100) });
const Acceptance = z.object({ password: z.string().min(8).max(200) });
const MemberParams = z.object({ userId: z.uuid() });

export const memberRoutes = (server: FastifyInstance, app: Tradewind): void => {
  const { pool, taffrail } = app;

  server.get('/api/members', async (request) => ({
    items: await listMembers(pool, requireCaller(request).organizationId),
  }));

  server.post('/api/members', async (request, reply) => {
    const caller = requireOwner(request);
    const wanted = Invite.parse(request.body);
    const { user, inviteToken } = await invite(app, caller, wanted);
    await taffrail.user(user);
    await taffrail.membership({
      organizationId: caller.organizationId,
      userId: user.id,
      role: wanted.role,
      createdAt: user.createdAt,
    });
    await taffrail.logActivity(
      caller,
      {
        action: 'member.invited',
        resourceType: 'user',
        resourceId: user.id,
        metadata: { role: wanted.role },
      },
      request,
    );
    return reply.code(201).send({ user, inviteToken });
  });

  server.post('/api/invites/:token/acceptance', async (request, reply) => {
    const { token: inviteToken } = InviteParams.parse(request.params);
    const { password } = Acceptance.parse(request.body);
    const { membership, user, token } = await acceptInvite(app, inviteToken, password);
    await taffrail.logActivity(membership, { action: 'user.signup' }, request);
    return reply.code(201).send({ user, token });
  });

  server.delete('/api/members/:userId', async (request, reply) => {
    const caller = requireOwner(request);
    const { userId } = MemberParams.parse(request.params);
    if (userId === caller.userId) throw new Problem('conflict', 'You cannot remove yourself.');
    const { organizationId } = caller;
    const role = await deleteMember(pool, { organizationId, userId });
    if (!role) throw notFound('member');
    await taffrail.membership({ organizationId, userId, removedAt: new Date() });
    await taffrail.logActivity(
      caller,
      { action: 'member.removed', resourceType: 'user', resourceId: userId, metadata: { role } },
      request,
    );
    return reply.code(204).send();
  });
};
