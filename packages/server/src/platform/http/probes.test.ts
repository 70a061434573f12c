import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('GET /healthz and GET /readyz', () => {
  it.each(['/healthz', '/readyz'])('answer whoever asks at %s', async (path) => {
    expect((await server.inject(`GET ${path}`, { remoteAddress: '203.0.113.7' })).status).toBe(200);
  });
});

describe('GET /metrics', () => {
  it('answers the loopback', async () => {
    const answer = await server.inject('GET /metrics');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('# TYPE');
  });

  it('asks everybody else for a key', async () => {
    const remoteAddress = '203.0.113.7';
    const { headers } = await server.ingestKey();
    expect((await server.inject('GET /metrics', { remoteAddress })).status).toBe(401);
    expect((await server.inject('GET /metrics', { remoteAddress, headers })).status).toBe(401);
    const as = await server.apiKey('viewer');
    expect((await server.inject('GET /metrics', { remoteAddress, as })).status).toBe(200);
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])(
    'takes a proxy on this machine, which says %s, for everybody else',
    async (name) => {
      const headers = { [name]: '203.0.113.7' };
      expect((await server.inject('GET /metrics', { headers })).status).toBe(401);
    },
  );
});
