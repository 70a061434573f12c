import type { Readable } from 'node:stream';
import { pingBodyBytes, type PingKind } from '@taffrail/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../../platform/http/api-error.ts';
import type { HttpServer } from '../../platform/http/http-server.ts';
import { isUuid } from '../../platform/ids.ts';
import type { AppContext } from '../../slice.ts';
import { createPingLimit } from './ping-limit.ts';
import { takePing } from './take-ping.ts';

/** What is sent beyond is thrown away; what is sent beyond this is not even received. */
const longestBodyBytes = 1024 * 1024;

const Params = z.object({ id: z.string(), said: z.string().optional() });
const Query = z.object({ rid: z.string().optional() });

interface Said {
  readonly kind: PingKind;
  readonly exitStatus: number | null;
}

/** `start`, `fail`, `log`, an exit status, or nothing; undefined of anything else. */
export const readSaid = (said: string | undefined): Said | undefined => {
  if (said === undefined) return { kind: 'success', exitStatus: null };
  if (said === 'start' || said === 'fail' || said === 'log')
    return { kind: said, exitStatus: null };
  if (!/^\d{1,3}$/.test(said) || Number(said) > 255) return undefined;
  const exitStatus = Number(said);
  return { kind: exitStatus === 0 ? 'success' : 'fail', exitStatus };
};

interface Beginning {
  readonly body: Buffer;
  readonly isCut: boolean;
}

/** @returns undefined when far too much is sent */
const readBeginning = async (source: Readable | undefined): Promise<Beginning | undefined> => {
  const chunks: Buffer[] = [];
  let kept = 0;
  let size = 0;
  for await (const chunk of (source ?? []) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestBodyBytes) return undefined;
    if (kept < pingBodyBytes) chunks.push(chunk);
    kept += chunk.length;
  }
  const body = Buffer.concat(chunks).subarray(0, pingBodyBytes);
  return { body, isCut: size > body.length };
};

const answer = (reply: FastifyReply, status: number, text: string): FastifyReply =>
  reply.status(status).type('text/plain; charset=utf-8').send(text);

/**
 * `GET|HEAD|POST /ping/<id>[/start|/fail|/log|/<exit status>]`, answered as Healthchecks does, so
 * that whatever pings that pings this: https://healthchecks.io/docs/http_api/
 */
export const mountPings = (server: HttpServer, app: AppContext): void => {
  const limit = createPingLimit(app.clock);

  const ping = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    void reply.header('ping-body-limit', String(pingBodyBytes)).header('cache-control', 'no-store');
    const { id, said } = Params.parse(request.params);
    const { rid } = Query.parse(request.query);
    const read = readSaid(said);
    if (!read || !isUuid(id)) return answer(reply, isUuid(id) ? 400 : 404, 'invalid url format');
    if (rid !== undefined && !isUuid(rid)) return answer(reply, 400, 'invalid uuid format');
    if (!limit.mayPing(id)) return answer(reply, 429, 'rate limited');
    const beginning = await readBeginning(request.body as Readable | undefined);
    if (!beginning) return answer(reply, 413, 'body too large');
    try {
      const isKnown = await takePing(app, {
        ...read,
        pingId: id.toLowerCase(),
        method: request.method,
        userAgent: request.headers['user-agent'],
        rid: rid?.toLowerCase() ?? null,
        body: beginning.body,
        bodyIsCut: beginning.isCut,
      });
      return isKnown ? answer(reply, 200, 'OK') : answer(reply, 404, 'not found');
    } catch (error) {
      if (error instanceof ApiError) return answer(reply, error.status, error.message);
      throw error;
    }
  };

  // In a scope of its own: here the body is whatever was sent.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    for (const url of ['/ping/:id', '/ping/:id/:said'])
      scope.route({
        method: ['GET', 'HEAD', 'POST'],
        url,
        config: { access: 'public' },
        handler: ping,
      });
  });
};
