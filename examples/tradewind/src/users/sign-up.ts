import { z } from 'zod';
import { countryCodes } from '../catalogue/countries.ts';
import { insertCreditEntry } from '../credits/credits.store.ts';
import { inTransaction, isUniqueViolation } from '../database/pool.ts';
import { Words } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { insertMember } from '../members/members.store.ts';
import { insertOrganization, type Organization } from '../organizations/organizations.store.ts';
import { TimeZone } from '../organizations/time-zone.ts';
import { plans } from '../plans/plans.ts';
import { beginSubscription } from '../plans/subscriptions.store.ts';
import { openSession } from '../sessions/sessions.ts';
import type { Tradewind } from '../tradewind.ts';
import { hashPassword } from './passwords.ts';
import { insertUser, type User } from './users.store.ts';

export const SignUp = z.object({
  email: z.email().max(320).toLowerCase(),
  password: z.string().min(8).max(200),
  name: Words(100),
  organization: z.object({
    name: Words(100),
    country: z.enum(countryCodes),
    timeZone: TimeZone,
    locale: Words(35),
  }),
});

export interface SignedUp {
  readonly organization: Organization;
  readonly user: User;
  readonly token: string;
}

/**
 * Everybody begins as the owner of an organization on the free plan.
 *
 * @throws `conflict` when the address is taken
 */
export const signUp = async (
  { pool }: Tradewind,
  { email, password, name, organization: wanted }: z.infer<typeof SignUp>,
): Promise<SignedUp> => {
  const passwordHash = await hashPassword(password);
  try {
    return await inTransaction(pool, async (tx) => {
      const organization = await insertOrganization(tx, wanted);
      const user = await insertUser(tx, { email, name, passwordHash });
      const membership = { organizationId: organization.id, userId: user.id };
      await insertMember(tx, { ...membership, role: 'owner', inviteToken: null });
      await beginSubscription(tx, organization.id, 'free');
      await insertCreditEntry(tx, {
        organizationId: organization.id,
        amount: plans.free.credits,
        reason: 'grant',
      });
      return { organization, user, token: await openSession(tx, membership) };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('conflict', 'This address is taken.');
    throw error;
  }
};
