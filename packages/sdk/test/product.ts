import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import type { Taffrail } from '../src/taffrail.ts';

/** The same small product on each framework: a lead, one that fails, and what does not exist. */
export interface Product {
  readonly url: string;
  stop(): Promise<void>;
}

export const who = { organizationId: 'acme', userId: 'ada' };
const session = (): typeof who => who;

async function listen(server: Server): Promise<Product> {
  if (!server.listening) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answer: RequestListener = (request, response) => {
  const [, lead, broken] =
    /^\/teams\/\w+\/leads\/(\w+)(\/broken)?$/.exec(request.url?.split('?')[0] ?? '') ?? [];
  response.setHeader('content-type', 'application/json');
  if (lead === undefined) response.writeHead(404).end('{}');
  else if (broken !== undefined) response.writeHead(500).end('{"error":"broken"}');
  else response.end(JSON.stringify({ lead }));
};
const route = ({ url = '' }: { url?: string | undefined }): string | undefined =>
  url.endsWith('/broken')
    ? '/teams/:team/leads/:lead/broken'
    : url.startsWith('/teams/')
      ? '/teams/:team/leads/:lead'
      : undefined;

export const products = {
  express: (taffrail: Taffrail) => {
    const app = express();
    app.use(taffrail.express({ session }));
    const leads = express.Router({ mergeParams: true });
    leads.get('/:lead', (request, response) => void response.json({ lead: request.params.lead }));
    leads.get('/:lead/broken', () => {
      throw new Error('broken');
    });
    app.use('/teams/:team/leads', leads);
    app.use(
      (_: Error, __: express.Request, response: express.Response, ___: express.NextFunction) =>
        void response.status(500).json({ error: 'broken' }),
    );
    return listen(createServer(app));
  },
  fastify: async (taffrail: Taffrail) => {
    const app = fastify();
    await app.register(taffrail.fastify, { session });
    await app.register(
      async (leads) => {
        leads.get<{ Params: { lead: string } }>('/:lead', async ({ params }) => ({
          lead: params.lead,
        }));
        leads.get('/:lead/broken', async () => {
          throw new Error('broken');
        });
      },
      { prefix: '/teams/:team/leads' },
    );
    await app.listen({ host: '127.0.0.1', port: 0 });
    const product = await listen(app.server);
    return { ...product, stop: () => app.close() };
  },
  hono: async (taffrail: Taffrail) => {
    const app = new Hono();
    app.use(taffrail.hono({ session }));
    const leads = new Hono();
    leads.get('/:lead', (c) => c.json({ lead: c.req.param('lead') }));
    leads.get('/:lead/broken', () => {
      throw new Error('broken');
    });
    app.onError((_, c) => c.json({ error: 'broken' }, 500));
    app.route('/teams/:team/leads', leads);
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
    if (!server.listening) await once(server, 'listening');
    return listen(server);
  },
  node: (taffrail: Taffrail) => {
    return listen(createServer(taffrail.node(answer, { session, route })));
  },
} as const satisfies Record<string, (taffrail: Taffrail) => Promise<Product>>;
