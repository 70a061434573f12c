import { createServer } from 'node:net';
import { once } from 'node:events';
import type { DatabaseLatency } from '@taffrail/contract';
import type pg from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  inject,
  it,
  onTestFinished,
} from 'vitest';
import { startDatabaseProxy, type DatabaseProxy } from '../../test/postgres/database-proxy.ts';
import type { Credential } from '../../test/credentials.ts';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { openProductDatabase } from '../open-product-database.ts';
import { createReadOnlyPool } from '../platform/db/foreign/read-only-pool.ts';
import { createLogger } from '../platform/log.ts';
import { probeDatabases } from './jobs.ts';

const log = createLogger({ level: 'silent' });
const announced: string[] = [];
const changes = { announce: (...topics: readonly string[]) => void announced.push(...topics) };
let product: TestDatabase;
let proxy: DatabaseProxy;
let server: TestServer;
let viewer: Credential;

beforeAll(async () => {
  product = await createTestDatabase();
  proxy = await startDatabaseProxy({ url: inject('templateUrl') });
  server = await startTestServer({ productDatabaseUrl: product.ownerUrl });
  viewer = await server.operator('viewer');
});
afterEach(() => {
  proxy.mend();
  server.clock.advance({ minutes: 1 });
});
afterAll(async () => {
  await server.close();
  await proxy.close();
  await product.drop();
});

const open = (url: string): pg.Pool => {
  const pool = openProductDatabase(url, log);
  if (!pool) throw new Error('There is an address.');
  onTestFinished(() => pool.end());
  return pool;
};

const contextWith = (productDatabase: pg.Pool | undefined) => ({
  owner: server.owner,
  productDatabase,
  changes,
  clock: server.clock,
  log,
});
const probe = (productDatabase: pg.Pool | undefined): Promise<void> =>
  probeDatabases(contextWith(productDatabase), { pauseMs: 1 });

/** Of this minute alone. */
const read = async (): Promise<DatabaseLatency['databases']> => {
  const from = server.clock.now();
  const { body } = await server.inject('GET /api/v1/database-latency', {
    as: viewer,
    query: { from: from.toISOString(), to: new Date(from.getTime() + 60_000).toISOString() },
  });
  return (body as DatabaseLatency).databases;
};

describe('probing', () => {
  it('measures both databases, ten times each', async () => {
    await probe(open(product.ownerUrl));
    expect(announced).toEqual(['database_latency']);
    const databases = await read();
    expect(databases.map(({ database, state }) => [database, state])).toEqual([
      ['console', 'ok'],
      ['product', 'ok'],
    ]);
    for (const { totals, lastProbedAt } of databases) {
      expect(totals).toMatchObject({ probes: 10, failures: 0, failureRate: 0 });
      expect(totals.p50Ms).toBeGreaterThan(0);
      expect(totals.p99Ms).toBeGreaterThanOrEqual(totals.p50Ms ?? Infinity);
      expect(lastProbedAt).toBe('2026-11-21T10:00:00.000Z');
    }
  });

  it('leaves a product alone that is not configured', async () => {
    await probe(undefined);
    const [ofConsole, ofProduct] = await read();
    expect(ofConsole?.totals.probes).toBe(10);
    expect(ofProduct?.totals).toMatchObject({ probes: 0, failureRate: null, p50Ms: null });
  });

  it('counts a product that is away as failing, never as slow, and the console as it is', async () => {
    const pool = open(proxy.urlOf(product.ownerUrl));
    proxy.cut();
    await probe(pool);
    const [ofConsole, ofProduct] = await read();
    expect(ofConsole).toMatchObject({ state: 'ok', totals: { probes: 10, failures: 0 } });
    expect(ofProduct).toMatchObject({
      state: 'failing',
      failure: 'unreachable',
      totals: { probes: 10, failures: 10, failureRate: 1, p50Ms: null, p99Ms: null },
    });

    proxy.mend();
    server.clock.advance({ minutes: 1 });
    await probe(pool);
    expect((await read())[1]).toMatchObject({
      state: 'ok',
      failure: null,
      totals: { failures: 0 },
    });
  });

  it('tells a database that lets nobody in from one that is not there', async () => {
    await probe(open(Object.assign(new URL(product.ownerUrl), { pathname: '/nowhere' }).href));
    expect((await read())[1]).toMatchObject({ state: 'failing', failure: 'refused' });
  });

  it('gives up on one that does not answer', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0);
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const pool = createReadOnlyPool({
      url: `postgres://reader@127.0.0.1:${port}/product`,
      name: 'product',
      max: 1,
      connectTimeoutMs: 20,
      statementTimeoutMs: 1_000,
      log,
    });
    onTestFinished(() => pool.end());
    await probe(pool);
    expect((await read())[1]).toMatchObject({ failure: 'timed_out', totals: { failures: 10 } });
  });

  it('adds to its minute when it is run twice', async () => {
    const pool = open(product.ownerUrl);
    await probe(pool);
    await probe(pool);
    for (const { totals } of await read()) expect(totals.probes).toBe(20);
  });

  it('records nothing when it is stopped before it began', async () => {
    await probeDatabases(contextWith(undefined), { signal: AbortSignal.abort() });
    expect((await read())[0]?.totals.probes).toBe(0);
  });
});
