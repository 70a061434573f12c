import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readRequest, type RequestContext, type RequestLike } from './request-context.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const peer = { remoteAddress: '10.0.0.9' };

const read = (headers: Record<string, string>, trustedHops = 0): RequestContext | undefined =>
  readRequest({ headers, socket: peer }, trustedHops);

async function throughNode(headers: Record<string, string>): Promise<RequestContext | undefined> {
  const received = Promise.withResolvers<IncomingMessage>();
  const server = createServer((request, response) => {
    received.resolve(request);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', headers, agent: false });
  const context = readRequest(await received.promise, 0);
  await new Promise((resolve) => server.close(resolve));
  return context;
}

const headers = {
  'User-Agent': 'Mozilla/5.0',
  traceparent,
  'X-POSTHOG-SESSION-ID': '0192-session',
  'X-Forwarded-For': '203.0.113.7',
};

describe('what a request says', () => {
  it('is read from a web Request, which knows no address', () => {
    const request = new Request('http://localhost/', { headers });
    expect(readRequest(request, 0)).toEqual({
      ipAddress: undefined,
      userAgent: 'Mozilla/5.0',
      traceId,
      sessionId: '0192-session',
    });
    expect(readRequest(request, 1)?.ipAddress).toBe('203.0.113.7');
  });

  it('is read from a Node request', async () => {
    expect(await throughNode(headers)).toEqual({
      ipAddress: '127.0.0.1',
      userAgent: 'Mozilla/5.0',
      traceId,
      sessionId: '0192-session',
    });
  });

  it('is nothing when there is nothing', () => {
    expect(readRequest({ headers: {} }, 1)).toEqual({
      ipAddress: undefined,
      userAgent: undefined,
      traceId: undefined,
      sessionId: undefined,
    });
  });

  it('is cut where the console would refuse it', () => {
    const context = read({
      'user-agent': 'x'.repeat(5_000),
      'x-posthog-session-id': 'y'.repeat(500),
    });
    expect(context?.userAgent).toHaveLength(1_000);
    expect(context?.sessionId).toHaveLength(200);
  });

  it.each([
    [`${traceparent}-later-fields`.replace(/^00/, '01'), traceId],
    ['', undefined],
    [traceId, undefined],
    [`ff${traceparent.slice(2)}`, undefined],
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    [`00-${traceId}-${'0'.repeat(16)}-01`, undefined],
    [traceparent.toUpperCase(), undefined],
    [traceparent.slice(0, -1), undefined],
  ])('has the trace of traceparent %s', (value, expected) => {
    expect(read({ traceparent: value })?.traceId).toBe(expected);
  });
});

describe('the address', () => {
  it('is the connection as long as no proxy is trusted', () => {
    const forged = {
      'x-forwarded-for': '1.1.1.1',
      'x-real-ip': '1.1.1.1',
      forwarded: 'for=1.1.1.1',
    };
    expect(read(forged)?.ipAddress).toBe('10.0.0.9');
  });

  it.each([
    [1, '9.9.9.9, 203.0.113.7', '203.0.113.7'],
    [2, '9.9.9.9, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    [3, '203.0.113.7', '203.0.113.7'],
    [1, '203.0.113.7:4711', '203.0.113.7'],
    [1, '2001:db8::1', '2001:db8::1'],
    [1, '[2001:db8::1]:4711', '2001:db8::1'],
    [1, '::ffff:203.0.113.7', '203.0.113.7'],
    [1, 'fe80::1%eth0', 'fe80::1'],
  ])('behind %i proxies is in X-Forwarded-For: %s', (hops, value, expected) => {
    expect(read({ 'x-forwarded-for': value }, hops)?.ipAddress).toBe(expected);
  });

  it.each([
    ['for=203.0.113.7', '203.0.113.7'],
    ['for="[2001:db8::1]:4711"', '2001:db8::1'],
    ['proto=https;For=203.0.113.7;by=10.0.0.1', '203.0.113.7'],
    ['for=9.9.9.9, for=203.0.113.7;proto=https', '203.0.113.7'],
  ])('is in Forwarded: %s', (value, expected) => {
    expect(read({ forwarded: value }, 1)?.ipAddress).toBe(expected);
  });

  it.each(['unknown', '_hidden', 'for=', '', 'example.com', '<script>'])(
    'is the connection when the header says %j',
    (value) => {
      expect(read({ 'x-forwarded-for': value }, 1)?.ipAddress).toBe('10.0.0.9');
      expect(read({ forwarded: `for=${value}` }, 1)?.ipAddress).toBe('10.0.0.9');
    },
  );

  it('prefers the header that proxies append to', () => {
    const all = { 'x-forwarded-for': '1.1.1.1', 'x-real-ip': '2.2.2.2', forwarded: 'for=3.3.3.3' };
    expect(read(all, 1)?.ipAddress).toBe('1.1.1.1');
    expect(read({ ...all, 'x-forwarded-for': '' }, 1)?.ipAddress).toBe('2.2.2.2');
  });
});

describe('other shapes of request', () => {
  it.each([
    ['a repeated header', { headers: { 'x-forwarded-for': ['1.1.1.1', '2.2.2.2'] } }, '2.2.2.2'],
    ['no socket', { headers: { 'x-real-ip': '2.2.2.2' }, socket: null }, '2.2.2.2'],
  ])('with %s', (_, request, expected) => {
    expect(readRequest(request satisfies RequestLike, 1)?.ipAddress).toBe(expected);
  });
});
