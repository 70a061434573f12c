import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../test/fake-ports.ts';
import { useStage } from '../../test/stage.ts';
import type { Taffrail } from '../taffrail.ts';

const stage = useStage();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Listener = Parameters<typeof createServer>[1];

const listen = async (listener: Listener): Promise<number> => {
  const server = createServer(listener as NonNullable<Listener>).listen(0, '127.0.0.1');
  stops.push(() => server.close().closeAllConnections());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const urlOf = ({ url }: { url?: string | undefined }): string | undefined => url;

const get = async (port: number, path: string): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.text();
  return response.status;
};

const endpoints = async (taffrail: Taffrail, count: number): Promise<unknown[]> => {
  await eventually(() => taffrail.stats().queued >= count);
  await taffrail.flush();
  return stage.server.records.map(({ endpoint }) => endpoint);
};

describe('the route of an Express application', () => {
  it('is found through routers, applications, several paths and places', async () => {
    const taffrail = stage.client();
    const app = express();
    app.use(taffrail.express());
    const inner = express.Router();
    inner.get(['/one/:a', '/two/:b'], (_, response) => void response.end());
    const mounted = express();
    mounted.get('/deep/:id', (_, response) => void response.end());
    mounted.use('/router', inner);
    app.use('/x/:x', inner);
    app.use(['/y', '/z'], inner);
    app.use('/mounted', mounted);
    app.get(/^\/re(gular|al)$/, (_, response) => void response.end());
    app.get('/', (_, response) => void response.end());
    const port = await listen(app);

    const paths = [
      '/x/7/one/1',
      '/y/two/2',
      '/z/one/3',
      '/mounted/deep/4',
      '/mounted/router/one/5',
    ];
    for (const path of [...paths, '/real', '/?q=1', '/nothing']) await get(port, path);
    expect(await endpoints(taffrail, 8)).toEqual([
      '/x/:x/one/:a',
      '/y/two/:b',
      '/z/one/:a',
      '/mounted/deep/:id',
      '/mounted/router/one/:a',
      String.raw`/^\/re(gular|al)$/`,
      '/',
      '(unmatched)',
    ]);
  });
});

describe('the middleware', () => {
  it('records a request whose client went away as such', async () => {
    const taffrail = stage.client();
    const port = await listen(taffrail.node(() => socket.destroy()));
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await endpoints(taffrail, 1);
    expect(stage.server.records).toMatchObject([{ statusCode: 499, endpoint: '(unmatched)' }]);
  });

  it('forgives what the host gives it to ask', async () => {
    const taffrail = stage.client();
    const fail = (): never => {
      throw new Error('of the host');
    };
    const odd = { organizationId: { not: 'text' }, userId: 7 } as never;
    const answer: Listener = (_, response) => void response.end();
    const ports = [
      await listen(taffrail.node(answer, { session: fail, route: fail })),
      await listen(taffrail.node(answer, { session: () => odd, route: () => '' })),
      await listen(taffrail.node(answer, { session: () => null, route: () => 'x'.repeat(999) })),
    ];
    for (const port of ports) expect(await get(port, '/')).toBe(200);
    expect(await endpoints(taffrail, 3)).toEqual(['(unmatched)', '/', 'x'.repeat(300)]);
    expect(stage.server.records[1]).toMatchObject({ userId: '7' });
    expect(stage.server.records[1]).not.toHaveProperty('organizationId');
  });

  it('sends by number and by time, and waits for nobody to fill a batch while it is behind', async () => {
    const taffrail = stage.client({ batchRecords: 3 });
    const port = await listen(taffrail.node((_, response) => void response.end()));
    for (let turn = 0; turn < 3; turn += 1) await get(port, '/');
    await eventually(() => stage.server.records.length === 3);

    await get(port, '/');
    await eventually(() => taffrail.stats().queued === 1);
    stage.server.standing = 'hang';
    stage.ports.advance(1_000);
    await eventually(() => stage.server.requests.length === 2);
    await get(port, '/');
    await eventually(() => taffrail.stats().queued === 2);
    stage.ports.advance(5_000);
    expect(stage.server.requests).toHaveLength(2);
  });

  it('keeps nothing waiting that became due together with its requests', async () => {
    const taffrail = stage.client();
    const port = await listen(taffrail.node((_, response) => void response.end()));
    await get(port, '/');
    await eventually(() => taffrail.stats().queued === 1);
    void taffrail.logActivity({ organizationId: 'acme' }, { action: 'lead.created' });
    stage.ports.advance(1_000);
    await eventually(() => stage.server.records.length === 2);
    expect(stage.server.records.map(({ kind }) => kind)).toEqual(['api_request', 'activity']);
  });

  it('leaves half of the room to actions when the console is away', async () => {
    stage.server.standing = 'hang';
    const taffrail = stage.client({ batchRecords: 2, maxQueuedRecords: 8 });
    const port = await listen(taffrail.node((_, response) => void response.end()));
    for (let turn = 0; turn < 8; turn += 1) await get(port, '/');
    await eventually(() => taffrail.stats().dropped === 4);
    expect(taffrail.stats().queued).toBe(4);
    void taffrail.logActivity({ organizationId: 'acme' }, { action: 'lead.created' });
    expect(taffrail.stats()).toMatchObject({ queued: 5, dropped: 4 });
  });

  it('samples with exact totals', async () => {
    const taffrail = stage.client();
    const answer: Listener = ({ url }, response) =>
      void response.writeHead(url === '/bad' ? 500 : 200).end();
    const port = await listen(taffrail.node(answer, { sample: 0.1, route: urlOf }));
    for (let turn = 0; turn < 47; turn += 1) await get(port, turn % 4 === 0 ? '/bad' : '/good');
    await taffrail.flush();
    await eventually(() => stage.server.records.length > 0);

    const sum = (path: string): number =>
      stage.server.records
        .filter(({ endpoint }) => endpoint === path)
        .reduce((total, { count = 1 }) => total + Number(count), 0);
    expect([sum('/good'), sum('/bad')]).toEqual([35, 12]);
    // The clock stands still: all are of one latency, each tenth is sent, and the rest at the end.
    expect(stage.server.records).toHaveLength(4 + 2);
  });
});
