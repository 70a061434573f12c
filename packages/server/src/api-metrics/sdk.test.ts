import { createTaffrail, type Taffrail } from '@taffrail/node';
import type { ApiMetrics } from '@taffrail/contract';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let url: string;
let key: string;
beforeAll(async () => {
  // The SDK has the time of the machine.
  server = await startTestServer({ now: new Date().toISOString() });
  url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  key = (await server.ingestKey()).headers['authorization']?.replace('Bearer ', '') ?? '';
});
afterAll(() => server.close());

const answer: RequestListener = ({ url: path }, response) => {
  response.statusCode = path?.startsWith('/bad') === true ? 503 : 200;
  response.end();
};

/** So many requests, every third of which fails, to a product that samples or does not. */
const askProduct = async (taffrail: Taffrail, name: string, sample: number): Promise<void> => {
  const route = ({ url: path = '' }: { url?: string | undefined }): string =>
    `/${name}${path.startsWith('/bad') ? '/bad' : ''}`;
  const product = createServer(taffrail.node(answer, { sample, route })).listen(0, '127.0.0.1');
  await once(product, 'listening');
  const { port } = product.address() as AddressInfo;
  for (let turn = 0; turn < 90; turn += 1) {
    const path = turn % 3 === 0 ? 'bad' : 'good';
    await (await fetch(`http://127.0.0.1:${port}/${path}/${turn}`)).text();
  }
  product.closeAllConnections();
  product.close();
  await once(product, 'close');
};

it('counts and error rates are the same with sampling and without', async () => {
  const taffrail = createTaffrail({ url, key, flushIntervalMs: 60_000 });
  await askProduct(taffrail, 'all', 1);
  await askProduct(taffrail, 'sampled', 0.1);
  expect(await taffrail.close()).toBe(true);
  expect(taffrail.stats()).toMatchObject({ dropped: 0, rejected: 0 });

  server.clock.advance({ minutes: 5 });
  const viewer = await server.operator('viewer');
  const { body } = await server.inject('GET /api/v1/api-metrics', { as: viewer });
  const figures = (body as ApiMetrics).groups.map(({ endpoint, requests, errorRate }) => [
    endpoint,
    requests,
    errorRate,
  ]);
  expect(figures).toEqual([
    ['/all', 60, 0],
    ['/sampled', 60, 0],
    ['/all/bad', 30, 1],
    ['/sampled/bad', 30, 1],
  ]);
  const { rows } = await server.owner.query<{ rows: number }>(
    `select count(*) as rows from api_metrics where endpoint like '/sampled%'`,
  );
  expect(rows[0]?.rows).toBeLessThan(90);
});
