import { ProductConfig } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startIdleProduct, type IdleProduct } from '../../test/outside/idle-product.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createDatabase } from '../platform/db/database.ts';
import { loadTestCommand } from './load-test.ts';

let product: IdleProduct;
let server: TestServer;
let config: ProductConfig;
beforeAll(async () => {
  product = await startIdleProduct();
  const run = {
    url: product.url,
    requests: [{ path: '/leads' }],
    connections: 1,
    seconds: 1,
  };
  config = ProductConfig.parse({
    loadTests: [
      { name: 'check out', thresholds: { errorRate: 0 }, run },
      { name: 'too slow', thresholds: { averageMs: 0.000_1 }, run },
      { name: 'reported' },
    ],
  });
  server = await startTestServer();
});
afterAll(async () => {
  product.close();
  await server.close();
});

/** What it printed; rejects as the command does. */
const call = async (args: readonly string[], loaded: ProductConfig = config): Promise<string> => {
  const printed: string[] = [];
  await loadTestCommand.run({
    db: createDatabase(server.owner),
    clock: server.clock,
    args,
    print: (text) => printed.push(text),
    loadProduct: async () => loaded,
  });
  return printed.join('\n');
};

describe('load-test', () => {
  it('names what could be run, when what is asked for cannot', async () => {
    const listed = /There are:\n {2}check out\n {2}too slow$/;
    await expect(call([])).rejects.toThrow(/^Say which load test\. /);
    await expect(call([])).rejects.toThrow(listed);
    await expect(call(['reported'])).rejects.toThrow(listed);
    await expect(call(['nightly'], {})).rejects.toThrow(/taffrail\.config\.ts names none/);
  });

  it('runs it, prints what it came to, and records it', async () => {
    const printed = await call(['check', 'out']);
    expect(printed).toMatch(/^check out: 1 connections to http:\/\/127\.0\.0\.1:\d+ for 1 s …$/m);
    expect(printed).toMatch(/^\d+ requests, 0 failed, p95 [\d.]+ ms$/m);
    expect(printed).toMatch(/^ {2}met {6}http_req_failed rate<=0$/m);
    expect(printed).toMatch(/^passed: all 1 thresholds met$/m);
    const answer = await server.inject('GET /api/v1/load-test-runs', {
      as: await server.operator('viewer'),
    });
    expect(answer.body.items).toMatchObject([
      { loadTest: { name: 'check out' }, verdict: 'passed' },
    ]);
  });

  it('fails unless it passed', async () => {
    await expect(call(['too', 'slow'])).rejects.toThrow('failed: 1 of 1 thresholds crossed');
  });
});
