import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { startTestServer, type TestServer } from '../../../packages/server/test/server.ts';
import type { Catalogue } from '../src/catalogue/catalogue.ts';
import { createPool } from '../src/database/pool.ts';
import type { LlmPlan } from '../src/llm/plan.ts';
import { llmKey, startLlm } from '../src/llm/start-llm.ts';
import { startTradewind } from '../src/start-tradewind.ts';
import { createCalmCatalogue } from './calm-catalogue.ts';

export interface Answer {
  readonly status: number;
  /** JSON, parsed. Tests say what they expect of it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** Somebody who is signed in; nobody when absent. */
export interface Asking {
  readonly token?: string | undefined;
  /** Of a route such as `GET /api/leads/:id`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Tradewind on a database of its own, beside a real console that takes what it logs. */
export interface Product {
  readonly url: string;
  readonly console: TestServer;
  readonly consoleUrl: string;
  readonly ingestKey: string;
  readonly databaseUrl: string;
  /** Tradewind's own tables. */
  readonly database: pg.Pool;
  readonly catalogue: Catalogue & { isDown: boolean };
  /** `'GET /api/leads'` */
  ask(route: string, asking?: Asking): Promise<Answer>;
  /** Stops Tradewind; all that it logged has arrived. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Without a plan there are no models. */
export const startProduct = async (plan?: LlmPlan): Promise<Product> => {
  const now = new Date().toISOString();
  const console = await startTestServer({ now });
  await console.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = console.app.server.address() as AddressInfo;
  const consoleUrl = `http://127.0.0.1:${port}`;
  const { token: ingestKey } = await console.ingestKey();

  const name = `tradewind_${randomBytes(6).toString('hex')}`;
  const databaseUrl = Object.assign(new URL(console.urls.owner), { pathname: `/${name}` }).href;
  await console.owner.query(`create database ${name}`);
  const database = createPool(databaseUrl);

  const spoolDir = await mkdtemp(join(tmpdir(), 'tradewind-spool-'));
  const catalogue = createCalmCatalogue();
  const llm = plan && (await startLlm(plan));
  const tradewind = await startTradewind({
    databaseUrl,
    port: 0,
    taffrail: { url: consoleUrl, key: ingestKey, spoolDir },
    logLevel: 'silent',
    catalogue,
    models: llm && { url: llm.url, key: llmKey },
  });
  const stop = once(async () => {
    await tradewind.stop();
    await llm?.stop();
  });

  return {
    url: tradewind.url,
    console,
    consoleUrl,
    ingestKey,
    databaseUrl,
    database,
    catalogue,
    stop,
    ask: async (route, { token, params, body, headers } = {}) => {
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replaceAll(/:(\w+)/g, (_, param: string) => params?.[param] ?? '');
      const response = await fetch(`${tradewind.url}${path}`, {
        method,
        headers: {
          ...headers,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    close: async () => {
      await stop();
      await database.end();
      await console.owner.query(`drop database ${name} with (force)`);
      await console.close();
      await rm(spoolDir, { recursive: true });
    },
  };
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
};
