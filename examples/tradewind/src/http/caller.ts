import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Role } from '../members/roles.ts';
import type { PlanName } from '../plans/plans.ts';
import { Problem } from './problem.ts';

/** Who asks. Also what the SDK calls a session: it goes into `logActivity` as it is. */
export interface Caller {
  readonly organizationId: string;
  readonly userId: string;
  readonly role: Role;
  readonly plan: PlanName;
}

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: Caller | null;
  }
}

/** The token of `Authorization: Bearer …`. */
export const tokenOf = (request: FastifyRequest): string | undefined =>
  /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];

/** Finds out before every route who asks; nobody is fine, until a route requires somebody. */
export const knowCallers = (
  server: FastifyInstance,
  findCaller: (token: string) => Promise<Caller | undefined>,
): void => {
  server.decorateRequest('signedIn', null);
  server.addHook('onRequest', async (request) => {
    const token = tokenOf(request);
    if (token !== undefined) request.signedIn = (await findCaller(token)) ?? null;
  });
};

/** @throws `unauthenticated` */
export const requireCaller = ({ signedIn }: FastifyRequest): Caller => {
  if (!signedIn) throw new Problem('unauthenticated', 'Sign in first.');
  return signedIn;
};

/** @throws `forbidden` for those who only look on */
export const requireEditor = (request: FastifyRequest): Caller => {
  const caller = requireCaller(request);
  if (caller.role === 'viewer') throw new Problem('forbidden', 'You may look, but not change.');
  return caller;
};

/** @throws `forbidden` */
export const requireOwner = (request: FastifyRequest): Caller => {
  const caller = requireCaller(request);
  if (caller.role !== 'owner') throw new Problem('forbidden', 'Only an owner may do that.');
  return caller;
};
