import { activeServerSpan } from '../capture/active-span.ts';
import type { Ports } from '../host/ports.ts';
import type { RequestLog } from './request-log.ts';
import { unmatched, type RequestOptions } from './request-options.ts';
import {
  traceparentOf,
  watchResponse,
  type NodeRequestLike,
  type ResponseLike,
} from './watch-response.ts';

export interface FastifyRequestLike extends NodeRequestLike {
  readonly is404: boolean;
  /** Node's own. */
  readonly raw: NodeRequestLike;
  readonly routeOptions: { readonly url?: string | undefined };
}

/** What of Fastify 4 and 5 the plugin touches. */
export interface FastifyLike<Request> {
  addHook(
    name: 'onRequest',
    hook: (request: Request, reply: { readonly raw: ResponseLike }, done: () => void) => void,
  ): unknown;
}

/** A plugin: `fastify.register(taffrail.fastify, { session })`, before the routes. */
export interface FastifyPlugin {
  <Request extends FastifyRequestLike>(
    instance: FastifyLike<Request>,
    options: RequestOptions<Request>,
    done: () => void,
  ): void;
}

export function createFastify(log: RequestLog, ports: Ports): FastifyPlugin {
  const plugin: FastifyPlugin = (instance, options, done) => {
    const record = log.recorder(options);
    instance.addHook('onRequest', (request, reply, next) => {
      const startedAt = ports.monotonic();
      const span = activeServerSpan();
      watchResponse(reply.raw, (status) => {
        const traceparent = traceparentOf(request.raw);
        record(request, routeOf(request), request.method, status, startedAt, { traceparent, span });
      });
      next();
    });
    done();
  };
  // What fastify-plugin does: the hook is for all routes, not only for those of a context of its own.
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'taffrail',
  });
}

const routeOf = (request: FastifyRequestLike): string =>
  request.is404 ? unmatched : (request.routeOptions.url ?? unmatched);
