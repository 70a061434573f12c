import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bySystem, placeOf, type AuditSource } from '../../access/audit.ts';
import { may, type Caller } from '../../access/caller.ts';
import { readSessionCookie } from '../../access/sessions/session-cookie.ts';
import { createSessionFinder } from '../../access/sessions/sessions.ts';
import { clientNetwork } from '../../access/throttle/client-network.ts';
import { createThrottle } from '../../access/throttle/throttle.ts';
import { acknowledge } from '../../incidents/incidents.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { HttpServer } from '../../platform/http/http-server.ts';
import { createLocalTime } from '../../platform/time/local-time.ts';
import type { AppContext } from '../../slice.ts';
import { readToken, type AcknowledgeLink } from './acknowledge-link.ts';
import { findLinked, type LinkedIncidentRow } from './acknowledging.store.ts';
import { busyPage, incidentPage, style, stylePath, uselessPage } from './page.ts';

const Params = z.object({ token: z.string().max(200) });

/** A person needs a handful; whoever guesses has 128 bits to guess. */
const fromNetwork = { burst: 30, refillMs: 2_000 } as const;

const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page);

/** The operator, who then has the incident; else the channel that the link was sent to. */
const toActor = (
  request: FastifyRequest,
  operator: Caller | undefined,
  { channel_name: channel }: LinkedIncidentRow,
): AuditSource => {
  const place = placeOf(request);
  if (!operator) {
    const { actor } = bySystem(`link sent to ${channel ?? 'a channel that was removed'}`);
    return { actor, ...place };
  }
  const { kind, id, label } = operator;
  return { actor: { kind, id, label }, ...place };
};

const isLink = (found: AcknowledgeLink | FastifyReply): found is AcknowledgeLink =>
  'incidentId' in found;

/**
 * Where the links of messages lead. Programs that preview links follow them by GET: only POST
 * changes anything, and only what the link is for.
 */
export const mountAcknowledgePages = (server: HttpServer, app: AppContext): void => {
  const { db, clock, secret, publicUrl } = app;
  const throttle = createThrottle({ clock, ...fromNetwork });
  const findSessionCaller = createSessionFinder(db, clock);
  const toLocal = createLocalTime(app.reportingTimeZone);
  const toTime = (at: Date): string =>
    toLocal ? `${toLocal(at)} ${app.reportingTimeZone}` : at.toISOString();

  const findOperator = async (request: FastifyRequest): Promise<Caller | undefined> => {
    const token = readSessionCookie(request, publicUrl);
    const caller = token === undefined ? undefined : await findSessionCaller(token);
    return caller && may(caller, 'incidents.act') ? caller : undefined;
  };

  /** The link, or the page that says what is wrong with it. */
  const readLink = (
    request: FastifyRequest,
    reply: FastifyReply,
  ): AcknowledgeLink | FastifyReply => {
    const waitMs = throttle.take(clientNetwork(request.ip));
    if (waitMs > 0)
      return sendPage(
        reply.header('retry-after', String(Math.ceil(waitMs / 1_000))),
        429,
        busyPage(),
      );
    const { data } = Params.safeParse(request.params);
    const link = data ? readToken(secret, data.token, clock.now()) : undefined;
    if (link === 'expired') return sendPage(reply, 410, uselessPage(publicUrl, 'expired'));
    return link ?? sendPage(reply, 404, uselessPage(publicUrl, 'unknown'));
  };

  // In a scope of its own: what a form sends along is not looked at.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 1_024 }, (_, __, done) =>
      done(null, undefined),
    );

    scope.get(stylePath, { schema: { hide: true } }, (_, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(style),
    );

    const config = { access: 'public' } as const;
    scope.get('/acknowledge/:token', { config, schema: { hide: true } }, async (request, reply) => {
      const link = readLink(request, reply);
      if (!isLink(link)) return link;
      const [incident, operator] = await Promise.all([findLinked(db, link), findOperator(request)]);
      if (!incident) return sendPage(reply, 404, uselessPage(publicUrl, 'unknown'));
      const label = operator?.label ?? null;
      return sendPage(reply, 200, incidentPage({ incident, publicUrl, operator: label, toTime }));
    });

    scope.post(
      '/acknowledge/:token',
      { config, schema: { hide: true } },
      async (request, reply) => {
        const link = readLink(request, reply);
        if (!isLink(link)) return link;
        const [incident, operator] = await Promise.all([
          findLinked(db, link),
          findOperator(request),
        ]);
        if (!incident) return sendPage(reply, 404, uselessPage(publicUrl, 'unknown'));
        try {
          await acknowledge(app, { id: incident.id }, toActor(request, operator, incident));
        } catch (error) {
          // Somebody was first, or it is over: the page says how it stands.
          if (!(error instanceof ApiError) || error.code !== 'conflict') throw error;
        }
        // Loaded anew, so that reloading sends nothing again.
        return reply.redirect(request.url, 303);
      },
    );
  });
};
