import { createTaffrail } from '@taffrail/node';
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import type { AddressInfo } from 'node:net';
import { addRoutes } from './app.ts';
import { runBatch } from './batches/run-batch.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { migrateDatabase } from './database/migrate.ts';
import { createPool } from './database/pool.ts';
import { runDiscovery } from './discoveries/run-discovery.ts';
import { runHeadhunt } from './headhunts/run-headhunt.ts';
import type { Heartbeats } from './jobs/heartbeats.ts';
import { startTimers } from './jobs/start-timers.ts';
import { createWorker } from './jobs/worker.ts';
import { createModels, type ModelsOptions } from './models/models.ts';
import type { Tradewind } from './tradewind.ts';

export interface TradewindOptions {
  readonly databaseUrl: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly host?: string | undefined;
  readonly taffrail: {
    readonly url: string | undefined;
    readonly key: string | undefined;
    /** Of the ledger; see the SDK's README. */
    readonly spoolDir?: string | undefined;
  };
  readonly logLevel: 'silent' | 'warn' | 'info';
  readonly catalogue: Catalogue;
  /** Without them nothing is ranked. */
  readonly models?: ModelsOptions | undefined;
  readonly heartbeats?: Heartbeats | undefined;
}

export interface RunningTradewind {
  readonly url: string;
  readonly log: FastifyBaseLogger;
  /** Finishes the requests under way, and sends what Taffrail has not got yet. */
  stop(): Promise<void>;
}

const patienceMs = 2_000;

/** Node takes a connection on which nothing was asked yet for a busy one, and would wait a minute. */
const close = async (server: Pick<FastifyInstance, 'server' | 'close'>): Promise<void> => {
  const timer = setTimeout(() => server.server.closeAllConnections(), patienceMs);
  await server.close().finally(() => clearTimeout(timer));
};

/** Brings up the product: its schema, its API and its worker. */
export const startTradewind = async (options: TradewindOptions): Promise<RunningTradewind> => {
  const { databaseUrl, host = '127.0.0.1', port, catalogue } = options;
  await migrateDatabase(databaseUrl);
  await using starting = new AsyncDisposableStack();
  const server = fastify({
    logger: { level: options.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    forceCloseConnections: 'idle',
  });
  const { log } = server;
  const pool = createPool(databaseUrl);
  starting.defer(() => pool.end());

  const taffrail = createTaffrail({
    ...options.taffrail,
    // Tradewind runs behind one proxy, which says whose request it is.
    trustProxy: true,
    // Models cost money: what may be spent is known from the first call on.
    budgets: {},
    onError: (error) => log.warn({ taffrail: error }, 'a record did not reach Taffrail'),
  });
  starting.defer(() => taffrail.close().then(() => undefined));

  const worker = createWorker(pool, taffrail, log);
  const app: Tradewind = {
    pool,
    taffrail,
    catalogue,
    models: options.models && createModels(options.models, taffrail),
    wakeWorker: () => worker.wake(),
  };
  await worker.start({
    discovery: runDiscovery(app),
    headhunt: runHeadhunt(app),
    batch: runBatch(app),
  });
  starting.defer(() => worker.stop());
  const timers = startTimers(app, options.heartbeats);
  starting.defer(() => timers.stop());

  await server.register(taffrail.fastify, {
    session: ({ signedIn }: FastifyRequest) => signedIn,
  });
  addRoutes(server, app);
  starting.defer(() => close(server));
  await server.listen({ host, port });
  const { port: listensAt } = server.server.address() as AddressInfo;

  taffrail.log(null, { level: 'info', source: 'start', message: 'Tradewind has started.' });

  const running = starting.move();
  return { url: `http://${host}:${listensAt}`, log, stop: () => running.disposeAsync() };
};
