import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import fastify, { type FastifyInstance } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import { createTaffrail, type Taffrail } from '../../../packages/sdk/src/index.ts';

export type Framework = 'express' | 'fastify';
export type Watching = 'bare' | 'taffrail' | 'prom';

/** A "hello" app in a process of its own, watched by one of the two or by nobody. */
const [framework, watching, sinkUrl] = process.argv.slice(2) as [Framework, Watching, string];

const makeTaffrail = (): Taffrail => createTaffrail({ url: sinkUrl, key: 'tfi_bench' });

/** As prom-client's own documentation has it: a histogram of seconds and a counter, by route. */
const makeProm = () => {
  const labelNames = ['method', 'route', 'status'] as const;
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time of requests.',
    labelNames,
  });
  const total = new Counter({ name: 'http_requests_total', help: 'Requests.', labelNames });
  return (method: string, route: string, status: number, startedAt: bigint): void => {
    const labels = { method, route, status };
    seconds.observe(labels, Number(process.hrtime.bigint() - startedAt) / 1e9);
    total.inc(labels);
  };
};

const watchExpress: Record<Watching, (app: Express) => void> = {
  bare: () => undefined,
  taffrail: (app) => void app.use(makeTaffrail().express()),
  prom: (app) => {
    const record = makeProm();
    app.use((request, response, next) => {
      const startedAt = process.hrtime.bigint();
      response.on('finish', () => {
        const route = String(request.route?.path ?? '');
        record(request.method, route, response.statusCode, startedAt);
      });
      next();
    });
  },
};

const watchFastify: Record<Watching, (app: FastifyInstance) => void> = {
  bare: () => undefined,
  taffrail: (app) => void app.register(makeTaffrail().fastify),
  prom: (app) => {
    const record = makeProm();
    const startedAt = new WeakMap<object, bigint>();
    app.addHook('onRequest', (request, _, done) => {
      startedAt.set(request, process.hrtime.bigint());
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? '';
      record(request.method, route, reply.statusCode, startedAt.get(request) ?? 0n);
      done();
    });
  },
};

const start: Record<Framework, () => Promise<AddressInfo>> = {
  express: () => {
    const app = express();
    watchExpress[watching](app);
    app.get('/hello/:name', (request, response) => {
      response.json({ hello: request.params['name'] });
    });
    const server = createServer(app);
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo));
    });
  },
  fastify: async () => {
    const app = fastify();
    watchFastify[watching](app);
    app.get<{ Params: { name: string } }>('/hello/:name', async ({ params }) => ({
      hello: params.name,
    }));
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app.server.address() as AddressInfo;
  },
};

const { port } = await start[framework]();
process.send?.(port);
