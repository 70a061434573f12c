import {
  changesLimits,
  type ChangeTopic,
  type ErrorAnswer,
  type IngestScope,
  type ProductConfig,
  type Role,
} from '@taffrail/contract';
import pg from 'pg';
import { Writable } from 'node:stream';
import { buildApp } from '../src/app.ts';
import { startChanges, type Changes } from '../src/platform/changes/changes.ts';
import { createDatabase, createPool, type Database } from '../src/platform/db/database.ts';
import { settleDatabase } from '../src/platform/db/prepare.ts';
import { defaultRoleNames } from '../src/platform/db/roles.ts';
import { openProductDatabase } from '../src/open-product-database.ts';
import type { HttpServer } from '../src/platform/http/http-server.ts';
import { createLogger } from '../src/platform/log.ts';
import { makeApiKey, makeIngestKey, makeOperator, type Credential } from './credentials.ts';
import { TestClock, usualDay } from './clock.ts';
import { createTestDatabase } from './database.ts';

/**
 * The real application on a real Postgres, with time that the test controls:
 *
 *     const server = await startTestServer();
 *     afterAll(() => server.close());
 *
 *     const owner = await server.operator('owner');
 *     const answer = await server.inject('GET /api/v1/activity', { as: owner, query: { limit: 2 } });
 *     expect(answer.status).toBe(200);
 *     expect(answer.body.items).toHaveLength(2);
 *     server.clock.advance({ days: 1 });
 *
 * `server.operator(role)`, `server.apiKey(role)` and `server.ingestKey()` make those who ask;
 * `make.ts` makes what they see; `server.owner` is a pool that may do everything.
 * An answer of 500 fails the test with what was logged.
 */
export interface TestServer {
  readonly app: HttpServer;
  readonly clock: TestClock;
  readonly publicUrl: string;
  readonly secret: string;
  readonly urls: { owner: string; app: string; ingest: string; member: string };
  /** As the owner of the schema. */
  readonly owner: pg.Pool;
  /** As `taffrail_app`, as the application has it. */
  readonly db: Database;
  readonly changes: Changes<ChangeTopic>;
  readonly product: ProductConfig;
  readonly reportingTimeZone: string;
  /** `'GET /api/v1/me'`; a body that is no string, buffer or stream is sent as JSON. */
  inject(route: string, options?: InjectOptions): Promise<TestAnswer>;
  operator(role?: Role, options?: { email?: string; password?: string }): Promise<Credential>;
  apiKey(role?: Exclude<Role, 'owner'>): Promise<Credential>;
  ingestKey(scopes?: IngestScope[]): Promise<Credential>;
  close(): Promise<void>;
}

export interface InjectOptions {
  /** Whoever `operator`, `apiKey` or `ingestKey` made; nobody unless given. */
  readonly as?: { readonly headers: Readonly<Record<string, string>> };
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly remoteAddress?: string;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  /** JSON, parsed; undefined when there is none. Tests say what they expect of it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly text: string;
  readonly bytes: Buffer;
  /** Of an answer that failed. */
  readonly error: ErrorAnswer['error'] | undefined;
}

export interface TestServerOptions {
  /** When the clock starts; the partitions of that time are made. */
  readonly now?: string;
  readonly publicUrl?: string;
  /** What `taffrail.config.ts` would say. */
  readonly product?: ProductConfig;
  /** The reporting time zone. */
  readonly timeZone?: string;
  readonly trustProxy?: false | number | string[];
  /** Another way for ingest to the same database. */
  readonly ingestUrl?: (url: string) => string;
  /** What `PRODUCT_DATABASE_URL` would be. */
  readonly productDatabaseUrl?: string;
  /** As in a demo. */
  readonly demo?: { readonly keyId: string };
  /** As on a database where the ingest role may not bypass row-level security. */
  readonly ingestMayCopy?: boolean;
}

export const startTestServer = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const { publicUrl = 'http://localhost:4600', trustProxy = false } = options;
  const clock = new TestClock(options.now ?? `${usualDay}T10:00:00Z`);
  const database = await createTestDatabase({ partitionsAt: clock.now() });
  const logged: string[] = [];
  const log = createLogger({
    level: 'error',
    destination: new Writable({
      write: (line: Buffer, _, done) => {
        logged.push(line.toString());
        done();
      },
    }),
  });
  const { ownerUrl, urls, secret } = database;
  const { ingestMayCopy: mayCopy, reportingTimeZone } = await settleDatabase({
    ownerUrl,
    ingestRole: defaultRoleNames.ingest,
    timeZone: options.timeZone ?? 'UTC',
    // The copy has them.
    partitions: [],
    clock,
  });
  const pool = (name: string, url: string) =>
    createPool({ url, name, max: 5, log, statementTimeoutMs: 15_000 });
  // What makes many rows for a test takes as long as it takes.
  const owner = createPool({ url: ownerUrl, name: 'test', max: 5, log, statementTimeoutMs: 0 });
  const appPool = pool('web', urls.app);
  const ingestPool = pool('ingest', options.ingestUrl?.(urls.ingest) ?? urls.ingest);
  const productDatabase = openProductDatabase(options.productDatabaseUrl, log);
  const db = createDatabase(appPool);
  const { coalesceMs: pauseMs } = changesLimits;
  const changes = await startChanges<ChangeTopic>({ url: urls.app, log, pauseMs });
  const { product = {} } = options;
  const app = await buildApp({
    context: {
      clock,
      log,
      db,
      ingestPool,
      changes,
      productDatabase,
      ingestMayCopy: options.ingestMayCopy ?? mayCopy,
      publicUrl,
      secret,
      reportingTimeZone,
      product,
      demo: options.demo,
    },
    trustProxy,
    version: '0.0.0',
  });

  const inject = async (route: string, call: InjectOptions = {}): Promise<TestAnswer> => {
    const answer = await injectInto(app, route, call);
    if (answer.status === 500) throw new Error(`${route} failed: ${logged.at(-1) ?? answer.text}`);
    return answer;
  };

  return {
    app,
    clock,
    publicUrl,
    secret,
    urls: { owner: ownerUrl, ...urls },
    owner,
    db,
    changes,
    product,
    reportingTimeZone,
    inject,
    operator: (role = 'owner', given = {}) => makeOperator({ owner, db, clock }, role, given),
    apiKey: (role = 'operator') => makeApiKey({ owner, db, clock }, role),
    ingestKey: (scopes = ['batch']) => makeIngestKey({ owner, db, clock }, scopes),
    async close() {
      await app.close();
      await changes.stop();
      await Promise.all([db.destroy(), ingestPool.end(), owner.end(), productDatabase?.end()]);
      await database.drop();
    },
  };
};

const toPayload = (body: unknown) =>
  body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
    ? { payload: body }
    : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } };

const toQuery = (query: InjectOptions['query'] = {}): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) parameters.append(name, String(one));
  return parameters.size > 0 ? `?${parameters.toString()}` : '';
};

const injectInto = async (
  app: HttpServer,
  route: string,
  call: InjectOptions,
): Promise<TestAnswer> => {
  const [method, path] = route.split(' ');
  const { payload, headers } = { headers: {}, ...toPayload(call.body) };
  const response = await app.inject({
    method: method as 'GET',
    url: `${path}${toQuery(call.query)}`,
    headers: { host: 'localhost:4600', ...headers, ...call.as?.headers, ...call.headers },
    ...(payload !== undefined && { payload }),
    ...(call.remoteAddress !== undefined && { remoteAddress: call.remoteAddress }),
  });
  const isJson = String(response.headers['content-type']).startsWith('application/json');
  const body = isJson && response.payload !== '' ? JSON.parse(response.payload) : undefined;
  return {
    status: response.statusCode,
    headers: response.headers,
    body,
    text: response.payload,
    bytes: response.rawPayload,
    error: body?.error,
  };
};
