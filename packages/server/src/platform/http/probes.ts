import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { registry } from '../metrics.ts';
import { raise } from './api-error.ts';
import type { HttpServer } from './http-server.ts';

const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && /^(127\.|::1$|::ffff:127\.)/.test(address);

/** A proxy on this machine comes from the loopback too, and says for whom it asks. */
const isForwarded = ({ headers }: FastifyRequest): boolean =>
  ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);

const isLocal = (request: FastifyRequest): boolean =>
  isLoopback(request.ip) && isLoopback(request.socket.remoteAddress ?? '') && !isForwarded(request);

/** For supervisors and Prometheus: outside of the API, without a session. */
export const mountProbes = (
  server: HttpServer,
  options: {
    /** Rejects when requests cannot be served. */
    readonly checkReady: () => Promise<void>;
    readonly hasKey: (request: FastifyRequest) => Promise<boolean>;
  },
): void => {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });

  server.get('/healthz', async () => ({ status: 'ok' }));

  server.get('/readyz', async () => {
    if (closing) raise('unavailable', { message: 'Stopping.', retryAfterSeconds: 5 });
    await options.checkReady();
    return { status: 'ready' };
  });

  server.get('/metrics', async (request, reply) => {
    if (!isLocal(request) && !(await options.hasKey(request))) raise('unauthenticated');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
};
