import { changesLimits, type ChangeTopic } from '@taffrail/contract';
import { fileURLToPath } from 'node:url';
import { ensureKeys } from './api-keys/ensure-keys.ts';
import { ensureOwner } from './operators/ensure-owner.ts';
import { buildApp, slices } from './app.ts';
import { choosePort } from './choose-port.ts';
import type { Config } from './config.ts';
import { createDemo } from './demo/demo.ts';
import { startPastCounts } from './demo/past-counts.ts';
import { startDemo } from './demo/start-demo.ts';
import { startChanges } from './platform/changes/changes.ts';
import { systemClock } from './platform/clock.ts';
import { createDatabase, createPool } from './platform/db/database.ts';
import { prepareDatabase } from './platform/db/prepare.ts';
import { startWorker } from './platform/jobs/worker.ts';
import type { Logger } from './platform/log.ts';
import { openDatabase } from './open-database.ts';
import { openProductDatabase } from './open-product-database.ts';
import { ensureShippedPrices } from './prices/prices.ts';
import { loadProductConfig } from './product-config.ts';
import { toJobSource, type KnownToJobs } from './slice.ts';
import { keepOwnLogs } from './system-logs/own-logs/keep-own-logs.ts';
import type { OwnLogs } from './system-logs/own-logs/own-logs.ts';
import { version } from './version.ts';
import type { Welcome } from './welcome.ts';

const webFolder = fileURLToPath(new URL('../../web/dist/', import.meta.url));

/** A page may read for as long as this; what searches sets itself a shorter limit. */
const requestStatementMs = 10_000;

export interface RunningConsole {
  /** Nothing for a worker alone, which does not listen. */
  readonly welcome: Welcome | undefined;
  /** Finishes what was accepted, then stops the database if it is ours. */
  stop(): Promise<void>;
}

/** Of a worker, which does not listen: where its console is by what it was told. */
const portOf = (config: Config, port: number): number =>
  config.role === 'worker' ? config.port.number : port;

const originOf = (config: Config, port: number): string => {
  const isLoopback = /^(127\.|localhost$|::1$|0\.0\.0\.0$|::$)/.test(config.host);
  return config.publicUrl ?? `http://${isLoopback ? 'localhost' : config.host}:${port}`;
};

/** Where the console answers on this machine, whatever stands before it. */
const localUrl = (host: string, port: number): string => {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};

/** What requests and batches use. */
const openPools = (urls: { readonly app: string; readonly ingest: string }, log: Logger) => ({
  appPool: createPool({
    url: urls.app,
    name: 'app',
    max: 10,
    statementTimeoutMs: requestStatementMs,
    log,
  }),
  ingestPool: createPool({
    url: urls.ingest,
    name: 'ingest',
    max: 3,
    statementTimeoutMs: 30_000,
    log,
  }),
});

const toSources = (known: KnownToJobs) => slices.map((slice) => toJobSource(slice, known));

/** Brings up the console in the order in which its parts need each other. */
export const startConsole = async (
  config: Config,
  log: Logger,
  ownLogs: OwnLogs,
): Promise<RunningConsole> => {
  await using starting = new AsyncDisposableStack();
  const clock = systemClock;
  const port = config.role === 'worker' ? 0 : await choosePort(config);
  const publicUrl = originOf(config, portOf(config, port));
  const database = starting.use(await openDatabase(config, log));
  const { ownerUrl, configured, secret, mode } = database;
  const prepared = await prepareDatabase({
    ownerUrl,
    configured,
    secret,
    timeZone: config.timeZone,
    partitions: slices.flatMap((slice) => slice.partitions ?? []),
    clock,
    log,
  });
  const keptLogs = keepOwnLogs(ownLogs, prepared.urls.ingest);
  starting.defer(() => keptLogs.stop());

  // Any: two demos that start together would both find the same one free.
  const besides = { host: '127.0.0.1', port: { number: 0, explicit: true } };
  const demo =
    mode === 'demo' ? createDemo(ownerUrl, secret, await choosePort(besides)) : undefined;
  const productDatabase = openProductDatabase(demo?.readerUrl ?? config.productDatabaseUrl, log);
  starting.defer(() => productDatabase?.end());
  const changes = await startChanges<ChangeTopic>({
    url: prepared.urls.app,
    pauseMs: changesLimits.coalesceMs,
    log,
  });
  starting.defer(() => changes.stop());
  ownLogs.tellWith(() => changes.announce('system_logs'));
  const declared = await loadProductConfig(demo?.productConfig ?? config.productConfig);
  const product = demo ? demo.pointHere(declared) : declared;
  const { reportingTimeZone } = prepared;
  if (config.role !== 'web') {
    const { stripe, mail } = config;
    const sources = toSources({ product, reportingTimeZone, stripe, mail, secret, publicUrl });
    const jobs = { ownerUrl, productDatabase, slices: sources, changes, clock, log };
    const worker = await startWorker(jobs);
    starting.defer(() => worker.stop());
  }
  if (config.role === 'worker') return { welcome: undefined, stop: toStop(starting) };

  const { appPool, ingestPool } = openPools(prepared.urls, log);
  starting.defer(() => ingestPool.end());
  starting.defer(() => appPool.end());
  const db = createDatabase(appPool);

  const owner = await ensureOwner(db, clock, config.owner);
  const keys = await ensureKeys(db, clock, { ...config, demoKey: demo?.ingestKey, secret });
  await ensureShippedPrices(db, clock);
  await demo?.connect(db, { clock, secret });
  const server = await buildApp({
    context: {
      clock,
      log,
      db,
      ingestPool,
      changes,
      productDatabase,
      secret,
      product,
      ingestMayCopy: prepared.ingestMayCopy,
      reportingTimeZone,
      publicUrl,
      mail: config.mail,
      demo: keys.demo,
    },
    trustProxy: config.trustProxy,
    webFolder,
    version,
  });
  starting.defer(() => server.close());
  await server.listen({ host: config.host, port });
  await database.announce(publicUrl);
  if (demo && database.dataDir !== undefined) {
    const consoleUrl = localUrl(config.host, port);
    const running = startDemo(demo, { consoleUrl, dataDir: database.dataDir, clock, log });
    starting.defer(() => running.stop());
    const pastCounts = startPastCounts(demo, { ownerUrl, timeZone: reportingTimeZone, clock, log });
    starting.defer(() => pastCounts.stop());
  }
  return {
    welcome: {
      version,
      url: publicUrl,
      movedFromPort:
        port === config.port.number || config.port.number === 0 ? undefined : config.port.number,
      mode,
      dataDir: database.dataDir,
      timeZone: reportingTimeZone,
      ownerEmail: owner.email,
      ownerPassword: owner.password,
      isEnvironmentPasswordIgnored: owner.isEnvironmentPasswordIgnored,
      ingestKey: keys.firstIngestKey,
    },
    stop: toStop(starting),
  };
};

/** Takes the parts over from the start: they live until the console is stopped. */
const toStop = (starting: AsyncDisposableStack): (() => Promise<void>) => {
  const running = starting.move();
  return () => running.disposeAsync();
};
