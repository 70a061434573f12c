import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Logger } from '../log.ts';
import { answerBareSocket, answerError, answerNotFound } from './error-answers.ts';
import { securityHeaders } from './security-headers.ts';

export interface HttpServerOptions {
  readonly log: Logger;
  readonly clock: Clock;
  /** As Fastify takes it: off, a number of hops, or the addresses that may be believed. */
  readonly trustProxy: false | number | string[];
  /** Browsers reach the console by https: cookies and transport are pinned to it. */
  readonly https: boolean;
  readonly version: string;
}

export type HttpServer = FastifyInstance;

const unusedSweepMs = 100;

/**
 * Browsers open connections ahead of what they ask. Node takes one on which nothing has come yet for
 * a busy one, and would wait for it with closing: half a minute and more.
 */
const endUnusedWhenClosing = (server: HttpServer): void => {
  const unused = new Set<Socket>();
  const end = (): void => {
    for (const socket of unused) socket.destroy();
  };
  server.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }) => unused.delete(socket));
  server.addHook('preClose', async () => {
    if (!server.server.listening) return;
    end();
    // Some come until it no longer listens.
    const sweep = setInterval(end, unusedSweepMs);
    server.server.once('close', () => clearInterval(sweep));
  });
};

/** Fastify with what every route needs: ids, security headers, cookies, schemas, error answers. */
export const createHttpServer = async (options: HttpServerOptions): Promise<HttpServer> => {
  const { trustProxy } = options;
  const headers = securityHeaders(options.https);
  const newRequestId = (): string => uuidV7(options.clock);
  const logger: FastifyBaseLogger = options.log;
  const server: HttpServer = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // Fastify takes a number of hops too, but its types do not say so.
    trustProxy: typeof trustProxy === 'number' ? (_, hop) => hop < trustProxy : trustProxy,
    genReqId: newRequestId,
    // Addresses that cannot be read fail before there is a route.
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request, reply.headers(headers)),
    clientErrorHandler: answerBareSocket(newRequestId),
    bodyLimit: 256 * 1024,
    // A slow sender may not hold a connection for ever.
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 500 },
    // While closing, connections that are idle end and requests under way are finished.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(answerError);
  server.setNotFoundHandler(answerNotFound);
  endUnusedWhenClosing(server);

  await server.register(cookie);
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Taffrail', version: options.version },
      components: {
        securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      },
      security: [{ apiKey: [] }],
    },
    transform: jsonSchemaTransform,
  });

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  // Answers given while closing end their connection: kept alive it would hold the closing up.
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  server.addHook('onResponse', async (request, reply) => {
    const level = reply.statusCode >= 500 ? 'warn' : 'debug';
    request.log[level]({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'request');
  });
  return server;
};
