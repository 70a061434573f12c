import type { Ports } from '../host/ports.ts';
import { createExpress, type MakeExpress } from './express.ts';
import { createFastify, type FastifyPlugin } from './fastify.ts';
import { createHono, type MakeHono } from './hono.ts';
import { createNext, type WrapNext } from './next.ts';
import { createNode, type WrapNode } from './node.ts';
import type { RequestLog } from './request-log.ts';

/**
 * Requests of the product, one record each: route pattern, method, status, time, organization and
 * user. Recorded once the response is done; nothing of it delays, changes or fails a response.
 */
export interface Middleware {
  /** `app.use(taffrail.express({ session }))` */
  readonly express: MakeExpress;
  /** `await app.register(taffrail.fastify, { session })` */
  readonly fastify: FastifyPlugin;
  /** `app.use(taffrail.hono({ session }))` */
  readonly hono: MakeHono;
  /** `export const GET = taffrail.next(handler, { session })` */
  readonly next: WrapNext;
  /** `createServer(taffrail.node(listener, { route, session }))` */
  readonly node: WrapNode;
}

export const createMiddleware = (log: RequestLog, ports: Ports): Middleware => ({
  express: createExpress(log, ports),
  fastify: createFastify(log, ports),
  hono: createHono(log, ports),
  next: createNext(log, ports),
  node: createNode(log, ports),
});
