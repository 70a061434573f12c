import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { HttpCheckConfig, type CheckConfig } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../../../test/outside/certificate.ts';
import { TestClock } from '../../../test/clock.ts';
import { createDatabase, createPool } from '../../platform/db/database.ts';
import { createLogger } from '../../platform/log.ts';
import { look } from './checkers.ts';
import type { Finding } from './checker.ts';

const now = new Date();
const clock = new TestClock(now);
const day = 86_400_000;
const log = createLogger({ level: 'silent' });
/** Never asked. */
const pool = createPool({
  url: 'postgres://nobody@127.0.0.1:1/nothing',
  name: 'none',
  max: 1,
  log,
  statementTimeoutMs: 1,
});
const db = createDatabase(pool);
const known = getCACertificates('default');
afterAll(async () => {
  setDefaultCACertificates(known);
  await db.destroy();
});

const check = (given: Record<string, unknown>, stop?: AbortSignal): Promise<Finding> => {
  const config: CheckConfig = HttpCheckConfig.parse({
    kind: 'http',
    mayBePrivate: true,
    ...given,
  });
  return look(config, { clock, db, productDatabase: undefined, check: undefined }, stop);
};

const listen = async (server: Server, protocol = 'http'): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const serve = (answer: RequestListener): Promise<string> => listen(createServer(answer));

/** Whatever a socket does that is no HTTP server. */
const serveRaw = async (act: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    act(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

describe('an address', () => {
  it('is ok when it answers as expected', async () => {
    const url = await serve((request, answer) => answer.end(request.headers['accept-encoding']));
    const found = await check({ url, bodyContains: 'identity', bodyMatches: '^ident.ty$' });
    expect(found).toMatchObject({
      result: 'ok',
      message: 'Answered 200.',
      warningAt: 1_000,
      target: url,
      output: { status: 200, remoteAddress: '127.0.0.1' },
    });
    expect(found.value).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['200-299', 503, 'critical'],
    ['200, 204, 500-503', 503, 'ok'],
    ['200-299', 204, 'ok'],
    ['404', 404, 'ok'],
  ])('that expects %s and answers %i is %s', async (expectedStatus, status, result) => {
    const url = await serve((_, answer) => answer.writeHead(status).end());
    expect(await check({ url, expectedStatus })).toMatchObject({ result, output: { status } });
  });

  it('is critical when its body is another one', async () => {
    const url = await serve((_, answer) => answer.end('{"status":"down"}'));
    expect(await check({ url, bodyContains: 'up' })).toMatchObject({
      result: 'critical',
      message: 'The body did not contain the expected text.',
    });
    expect(await check({ url, bodyMatches: '"status":"(up|ok)"' })).toMatchObject({
      result: 'critical',
      message: 'The body did not match the expression.',
    });
  });

  it('is critical when nobody listens', async () => {
    const server = createServer();
    const url = await listen(server);
    server.close();
    expect(await check({ url })).toMatchObject({
      result: 'critical',
      value: null,
      message: 'The connection was refused.',
      output: { failure: 'ECONNREFUSED' },
    });
  });

  it('may be asked for without a body', async () => {
    const url = await serve((request, answer) =>
      answer.writeHead(request.method === 'HEAD' ? 200 : 405).end(),
    );
    expect((await check({ url, method: 'HEAD' })).result).toBe('ok');
  });

  it('is as slow as its thresholds say', async () => {
    const url = await serve((_, answer) => void setTimeout(() => answer.end(), 30));
    expect((await check({ url, warningAboveMs: 1 })).result).toBe('warning');
    expect((await check({ url, warningAboveMs: 1, criticalAboveMs: 2 })).result).toBe('critical');
  });
});

describe('an answer that does not end well', () => {
  /** The budget of a check, cut short: no test waits for five seconds. */
  const soon = (): AbortSignal => AbortSignal.timeout(100);

  it('is given up when it does not begin', async () => {
    const url = await serve(() => undefined);
    expect(await check({ url }, soon())).toMatchObject({
      result: 'critical',
      message: 'No whole answer within 5 seconds.',
    });
  });

  it('is given up when its body trickles', async () => {
    const url = await serve((_, answer) => {
      const timer = setInterval(() => answer.write('.'), 5);
      answer.on('close', () => clearInterval(timer));
    });
    expect((await check({ url, bodyContains: 'x' }, soon())).result).toBe('critical');
    // Where nobody asks for the body, it is not waited for.
    expect((await check({ url })).result).toBe('ok');
  });

  it('is read up to 256 kB when its body is endless', async () => {
    const url = await serve((_, answer) => {
      const piece = Buffer.alloc(64 * 1024, 'a');
      const write = (): void => {
        while (answer.write(piece));
        answer.once('drain', write);
      };
      write();
    });
    expect(await check({ url, bodyContains: 'b' })).toMatchObject({
      result: 'critical',
      message: 'The first 256 kB of the body did not contain the expected text.',
    });
  });

  it('is critical when its headers are too large', async () => {
    const url = await serve((_, answer) =>
      answer.writeHead(200, { 'x-long': 'a'.repeat(20_000) }).end(),
    );
    expect(await check({ url })).toMatchObject({
      result: 'critical',
      message: 'The headers of the answer are too large.',
    });
  });

  it('is critical when the connection is closed, or half of it', async () => {
    const closed = await serveRaw((socket) => socket.on('data', () => socket.destroy()));
    expect((await check({ url: closed })).result).toBe('critical');
    const half = await serveRaw((socket) => socket.on('data', () => socket.end()));
    expect((await check({ url: half })).result).toBe('critical');
    const cut = await serveRaw((socket) =>
      socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc')),
    );
    expect((await check({ url: cut, bodyContains: 'abc' })).result).toBe('critical');
  });

  it('is critical when it is no HTTP', async () => {
    const url = await serveRaw((socket) =>
      socket.on('data', () => socket.end('220 mail ready\r\n')),
    );
    expect(await check({ url })).toMatchObject({
      result: 'critical',
      message: 'The answer is not HTTP.',
    });
  });

  it('holds nobody up whose expression tries for ever', async () => {
    const url = await serve((_, answer) => answer.end(`${'a'.repeat(40)}!`));
    const stop = AbortSignal.timeout(400);
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 10);
    const found = await check({ url, bodyMatches: '^(a+)+$' }, stop);
    clearInterval(timer);
    expect(found.result).not.toBe('ok');
    // The process went on meanwhile.
    expect(ticks).toBeGreaterThan(5);
  });
});

describe('where a check may go', () => {
  it('is not to this machine unless it says so', async () => {
    let asked = 0;
    const url = await serve((_, answer) => {
      asked += 1;
      answer.end();
    });
    const { port } = new URL(url);
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0.0.0.0'])
      expect(
        await check({ url: `http://${host}:${port}/`, mayBePrivate: false }),
        host,
      ).toMatchObject({
        result: 'unknown',
        output: { failure: 'EFORBIDDENADDRESS' },
      });
    expect(asked).toBe(0);
  });

  it.each(['http://169.254.169.254/latest/', 'http://[fe80::1]/', 'http://[fd00:ec2::254]/'])(
    'is never to %s, where clouds give keys away',
    async (url) => {
      expect((await check({ url })).result).toBe('unknown');
    },
  );

  it('is judged again with each redirect', async () => {
    const url = await serve((_, answer) =>
      answer.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    );
    expect(await check({ url })).toMatchObject({
      result: 'unknown',
      output: { failure: 'EFORBIDDENADDRESS' },
    });
  });

  it('is where redirects lead, five at most', async () => {
    const url = await serve(({ url: path = '/' }, answer) => {
      const left = Number(path.slice(1));
      if (left > 0) answer.writeHead(307, { location: `/${left - 1}` }).end();
      else answer.end('here');
    });
    const found = await check({ url: `${url}/5`, bodyContains: 'here' });
    expect(found).toMatchObject({ result: 'ok', output: { status: 200 } });
    expect(found.output['redirects']).toHaveLength(5);
    expect(await check({ url: `${url}/6` })).toMatchObject({
      result: 'critical',
      message: 'It redirects more than 5 times.',
    });
    expect(await check({ url: `${url}/5`, followsRedirects: false })).toMatchObject({
      result: 'critical',
      output: { status: 307 },
    });
  });

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'javascript:alert(1)'])(
    'is never %s',
    async (location) => {
      const url = await serve((_, answer) => answer.writeHead(301, { location }).end());
      expect((await check({ url })).result).toBe('critical');
      expect(HttpCheckConfig.safeParse({ kind: 'http', url: location }).success).toBe(false);
    },
  );

  it('is told without the password that a redirect brings', async () => {
    const url = await serve(({ url: path, headers }, answer) => {
      if (path === '/') {
        const location = `http://ada:secret@${headers.host ?? ''}/in`;
        answer.writeHead(302, { location }).end();
      } else answer.end(headers.authorization ?? 'nobody');
    });
    const found = await check({ url: `${url}/`, bodyContains: 'nobody' });
    expect(found.result).toBe('ok');
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

describe('a certificate', () => {
  const serveTls = (days: number, from = -10): { cert: string; url: Promise<string> } => {
    const { cert, key } = makeCertificate({
      from: new Date(now.getTime() + from * day),
      to: new Date(now.getTime() + days * day + 3_600_000),
    });
    const server = createTlsServer({ cert, key }, (_, answer) => answer.end());
    return { cert, url: listen(server, 'https') };
  };
  beforeAll(() => setDefaultCACertificates(known));

  it.each([
    [60, 'ok'],
    [10, 'warning'],
    [2, 'critical'],
  ])('that ends in %i days is %s', async (days, result) => {
    const { cert, url } = serveTls(days);
    setDefaultCACertificates([...known, cert]);
    const found = await check({ url: await url });
    expect(found).toMatchObject({ result, output: { status: 200 } });
    expect(found.output['certificateEndsAt']).toBeTypeOf('string');
    if (result !== 'ok') expect(found.message).toBe(`The certificate ends in ${days} days.`);
  });

  it('that has ended is critical', async () => {
    const { cert, url } = serveTls(-1);
    setDefaultCACertificates([...known, cert]);
    expect(await check({ url: await url })).toMatchObject({
      result: 'critical',
      message: 'The certificate has expired.',
    });
  });

  it('that nobody vouches for is critical', async () => {
    const { url } = serveTls(60);
    expect(await check({ url: await url })).toMatchObject({
      result: 'critical',
      message: 'The certificate is self-signed.',
    });
  });
});
