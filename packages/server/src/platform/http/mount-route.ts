import type { RouteAccess, RouteAnswer, RouteDefinition, RouteInput } from '@taffrail/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpServer } from './http-server.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call; `access/guard.ts` enforces it and refuses API routes that do not say. */
    access?: RouteAccess;
  }
}

export type Handler<R extends RouteDefinition> = (
  input: RouteInput<R> & { request: FastifyRequest; reply: FastifyReply },
) => Promise<RouteAnswer<R> | FastifyReply>;

/** Serves a route of the contract: validated input in, declared JSON out, nothing else leaks. */
export const mountRoute = <const R extends RouteDefinition>(
  server: HttpServer,
  route: R,
  handler: Handler<R>,
): void => {
  const status = route.status ?? 200;
  server.route({
    method: route.method,
    url: route.path,
    config: { access: route.access },
    ...(route.bodyBytes !== undefined && { bodyLimit: route.bodyBytes }),
    schema: {
      summary: route.summary,
      tags: [route.path.split('/')[3] ?? 'api'],
      ...(route.access === 'public' && { security: [] }),
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && { body: route.body }),
      ...(route.response && { response: { [status]: route.response } }),
      ...(route.events && {
        response: { [status]: { content: { 'text/event-stream': { schema: route.events } } } },
      }),
    },
    handler: async (request, reply) => {
      const { params, query, body } = request;
      reply.status(status);
      // The schemas have parsed these: their types follow from the route.
      const input = { params, query, body } as RouteInput<R>;
      const answer = await handler({ ...input, request, reply });
      return status === 204 ? reply.send() : answer;
    },
  });
};
