import type { RouteDefinition } from '@taffrail/contract';
import type { FastifyRequest } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { togetherByName } from '../reading/together.ts';
import type { Handler } from './mount-route.ts';

/** A message reaches all within this, about. */
const crowdMs = 40;

interface JsonRead extends RouteDefinition {
  readonly method: 'GET';
  readonly response: NonNullable<RouteDefinition['response']>;
}

/**
 * Reads and writes out once for all who ask the same at the same time, as everybody does who has
 * just heard of a change. An answer is never older than the question: `platform/together.ts`.
 *
 * @param viewOf what of the caller the answer depends on
 */
export const shareAnswers = <const R extends JsonRead>(
  route: R,
  viewOf: (request: FastifyRequest) => string,
  handler: Handler<R>,
): Handler<R> => {
  const { method, path: url, response: schema } = route;
  const serialize = serializerCompiler({ schema, method, url });
  const ask = togetherByName<Buffer>(crowdMs);
  return async (input) => {
    const { request, reply } = input;
    const bytes = await ask(`${viewOf(request)} ${request.url}`, async () =>
      Buffer.from(serialize(await handler(input))),
    );
    return reply.type('application/json; charset=utf-8').send(bytes);
  };
};
