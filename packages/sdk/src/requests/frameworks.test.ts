import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../test/fake-ports.ts';
import type { Behaviour } from '../../test/ingest-server.ts';
import { products, who, type Product } from '../../test/product.ts';
import { useStage } from '../../test/stage.ts';
import type { Taffrail } from '../taffrail.ts';

const stage = useStage();
let product: Product;
afterEach(() => product.stop());

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
const names = Object.keys(products) as (keyof typeof products)[];

/** What the product's own client sees. */
const ask = async (path: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${product.url}${path}`, { headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
};

const recorded = (taffrail: Taffrail, count: number): Promise<void> =>
  eventually(() => taffrail.stats().queued + stage.server.records.length >= count);

describe.each(names)('with %s', (name) => {
  it('a request is recorded by the pattern of its route', async () => {
    const taffrail = stage.client();
    product = await products[name](taffrail);
    expect(await ask('/teams/t1/leads/l7?secret=1')).toEqual({ status: 200, body: { lead: 'l7' } });
    await recorded(taffrail, 1);
    await taffrail.flush();

    expect(stage.server.records).toEqual([
      {
        kind: 'api_request',
        endpoint: '/teams/:team/leads/:lead',
        method: 'GET',
        statusCode: 200,
        responseTimeMs: expect.any(Number),
        organizationId: who.organizationId,
        userId: who.userId,
        traceId,
        createdAt: new Date(stage.ports.now()).toISOString(),
      },
    ]);
  });

  it('one that fails keeps its pattern, and one without a route has none of its path', async () => {
    const taffrail = stage.client();
    product = await products[name](taffrail);
    expect((await ask('/teams/t1/leads/l7/broken')).status).toBe(500);
    expect((await ask('/wp-login.php')).status).toBe(404);
    await recorded(taffrail, 2);
    await taffrail.flush();

    expect(stage.server.records.map(({ endpoint, statusCode }) => [endpoint, statusCode])).toEqual([
      ['/teams/:team/leads/:lead/broken', 500],
      ['(unmatched)', 404],
    ]);
  });

  it.each<[string, Behaviour | 'down']>([
    ['is slow', 'hang'],
    ['is down', 'down'],
    ['breaks off', 'reset midway'],
    ['answers nonsense', { status: 200, body: '<html>Welcome' }],
    ['fails', { status: 500 }],
    ['refuses', { status: 401 }],
  ])('responses are what they were when the console %s', async (_, behaviour) => {
    const url = behaviour === 'down' ? { url: 'http://127.0.0.1:9' } : {};
    if (behaviour !== 'down') stage.server.standing = behaviour;
    const taffrail = stage.client({ ...url, batchRecords: 2 });
    product = await products[name](taffrail);
    for (let turn = 0; turn < 5; turn += 1) {
      expect(await ask(`/teams/t1/leads/l${turn}`)).toEqual({
        status: 200,
        body: { lead: `l${turn}` },
      });
    }
    expect((await ask('/nothing')).status).toBe(404);
    await eventually(() => taffrail.stats().queued + taffrail.stats().dropped === 6);
  });

  it('responses are what they were when nothing can be sent or the client is closed', async () => {
    const taffrail = stage.client({ url: undefined });
    product = await products[name](taffrail);
    expect((await ask('/teams/t1/leads/l1')).status).toBe(200);
    await recorded(taffrail, 1);
    await taffrail.close(0);
    const { dropped } = taffrail.stats();
    expect(await ask('/teams/t1/leads/l2')).toEqual({ status: 200, body: { lead: 'l2' } });
    await eventually(() => taffrail.stats().dropped === dropped + 1);
    stage.ports.advance(1_000);
    expect(stage.errors.at(-1)).toMatchObject({ code: 'closed', count: 1 });
  });
});
