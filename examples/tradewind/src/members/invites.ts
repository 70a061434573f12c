import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { inTransaction, isUniqueViolation } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';
import { Words } from '../http/input.ts';
import { notFound, Problem } from '../http/problem.ts';
import { plans } from '../plans/plans.ts';
import { openSession } from '../sessions/sessions.ts';
import type { Tradewind } from '../tradewind.ts';
import { hashPassword } from '../users/passwords.ts';
import { insertUser, setPassword, type User } from '../users/users.store.ts';
import { countMembers, insertMember, takeInvite, type Membership } from './members.store.ts';
import { Role } from './roles.ts';

export const Invite = z.object({
  email: z.email().max(320).toLowerCase(),
  name: Words(100),
  role: Role,
});

/**
 * Gives the token that would stand in a mail.
 *
 * @throws `plan_limit` without a free seat, `conflict` when the address is taken
 */
export const invite = async (
  { pool }: Tradewind,
  { organizationId, plan }: Caller,
  { email, name, role }: z.infer<typeof Invite>,
): Promise<{ user: User; inviteToken: string }> => {
  const { seats } = plans[plan];
  if ((await countMembers(pool, organizationId)) >= seats)
    throw new Problem('plan_limit', `The plan has ${seats} seats, and all are taken.`);
  const inviteToken = randomBytes(24).toString('base64url');
  try {
    return await inTransaction(pool, async (tx) => {
      const user = await insertUser(tx, { email, name, passwordHash: null });
      await insertMember(tx, { organizationId, userId: user.id, role, inviteToken });
      return { user, inviteToken };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', 'This address is taken.');
    throw error;
  }
};

/** @throws `not_found` for a token that is unknown or used */
export const acceptInvite = async (
  { pool }: Tradewind,
  inviteToken: string,
  password: string,
): Promise<{ membership: Membership & { role: Role }; user: User; token: string }> => {
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async (tx) => {
    const membership = await takeInvite(tx, inviteToken);
    if (!membership) throw notFound('invitation');
    const user = await setPassword(tx, membership.userId, passwordHash);
    return { membership, user, token: await openSession(tx, membership) };
  });
};
