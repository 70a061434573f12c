import { rolesWith, type RouteAccess } from '@taffrail/contract';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import type { HttpServer } from '../platform/http/http-server.ts';
import { readBearer } from './keys/bearer.ts';
import { may, toCaller, type Caller } from './caller.ts';
import { isCrossOrigin } from './cross-origin.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { readSessionCookie } from './sessions/session-cookie.ts';
import { createSessionFinder, type FindSessionCaller } from './sessions/sessions.ts';

export interface GuardOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly keys: KeyRing;
  readonly publicUrl: string;
}

/** A key is what the caller chose to show: when it does not hold, no cookie stands in for it. */
const findKeyCaller = async (keys: KeyRing, authorization: string): Promise<Caller> => {
  const token = readBearer(authorization);
  const key = token === undefined ? undefined : await keys.find(token);
  if (!key) return raise('unauthenticated', { message: 'This key is unknown or revoked.' });
  if (key.role === null)
    return raise('unauthenticated', {
      message: 'This is an ingest key: it sends, and reads nothing. Use an API key.',
    });
  return toCaller({
    kind: 'api_key',
    id: key.id,
    label: key.name,
    role: key.role,
    session: undefined,
  });
};

const findCaller = async (
  request: FastifyRequest,
  options: GuardOptions,
  findSessionCaller: FindSessionCaller,
): Promise<Caller> => {
  const { authorization } = request.headers;
  if (authorization !== undefined) return findKeyCaller(options.keys, authorization);
  const token = readSessionCookie(request, options.publicUrl);
  const caller = token && (await findSessionCaller(token));
  return caller || raise('unauthenticated');
};

const refuseWithout = (access: RouteAccess, caller: Caller): void => {
  if (access === 'public' || access === 'signed_in' || may(caller, access)) return;
  raise('forbidden', { details: { permission: access, grantedBy: rolesWith(access) } });
};

/**
 * Stands before every route that says who may call it, and lets no route of the API say nothing.
 * Call it before any route is added.
 */
export const installGuard = (server: HttpServer, options: GuardOptions): void => {
  const findSessionCaller = createSessionFinder(options.db, options.clock);
  server.decorateRequest('caller', null);
  // Text is what a form of another page can post without the browser asking first.
  server.removeContentTypeParser('text/plain');

  server.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.config?.access === undefined)
      throw new Error(
        `${String(route.method)} ${route.url} does not say who may call it: set config.access.`,
      );
  });

  server.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined) return;
    // Before the caller is looked up: whoever is asked from elsewhere learns nothing of a session.
    if (request.headers.authorization === undefined && isCrossOrigin(request, options.publicUrl))
      raise('cross_origin');
    if (access === 'public') return;
    request.caller = await findCaller(request, options, findSessionCaller);
    refuseWithout(access, request.caller);
  });
};
