import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiKey, getMe, listActivity, revokeApiKey, signOut } from '@taffrail/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { api, ApiError, urlOf } from './api.ts';

/** A real server on loopback; relative addresses need an origin, which a browser would have. */
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => answer(request, response, body));
});
const realFetch = globalThis.fetch;
const reply = (status: number, body: string, headers: Record<string, string> = {}) => {
  answer = (_, response) => response.writeHead(status, headers).end(body);
};
const failureOf = async (call: Promise<unknown>): Promise<ApiError> => {
  const failure: unknown = await call.catch((error: unknown) => error);
  if (!(failure instanceof ApiError)) throw new Error('no ApiError');
  return failure;
};

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(`${origin}${path}`, init));
});
afterEach(() => reply(500, ''));
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
});

describe('urlOf', () => {
  it('puts parameters into the path and the rest into the query', () => {
    expect(urlOf(revokeApiKey, { params: { id: 'a/b' } })).toBe('/api/v1/api-keys/a%2Fb');
    const query = { action: ['lead.*', 'task.*'], q: '', userId: undefined, limit: 50 };
    expect(urlOf(listActivity, { query })).toBe(
      '/api/v1/activity?action=lead.*&action=task.*&limit=50',
    );
    expect(urlOf(getMe, {})).toBe('/api/v1/me');
  });
});

describe('api', () => {
  it('sends the body as JSON and answers the JSON', async () => {
    answer = (request, response, body) =>
      response.end(
        JSON.stringify({ method: request.method, type: request.headers['content-type'], body }),
      );
    const body = { kind: 'ingest' as const, name: 'Production', scopes: ['batch' as const] };
    expect(await api(createApiKey, { body })).toEqual({
      method: 'POST',
      type: 'application/json',
      body: JSON.stringify(body),
    });
  });

  it('sends no content type without a body, and answers 204 with nothing', async () => {
    let type: string | undefined = 'unset';
    answer = (request, response) => {
      type = request.headers['content-type'];
      response.writeHead(204).end();
    };
    expect(await api(signOut, {})).toBeUndefined();
    expect(type).toBeUndefined();
  });

  it('throws the server’s error with its code, details, request and wait', async () => {
    const error = {
      code: 'too_many_requests',
      message: 'Wait.',
      details: { limit: 5 },
      requestId: 'r1',
    };
    reply(429, JSON.stringify({ error }), { 'retry-after': '42' });
    expect(await failureOf(api(getMe, {}))).toMatchObject({
      code: 'too_many_requests',
      status: 429,
      message: 'Wait.',
      details: { limit: 5 },
      requestId: 'r1',
      retryAfterSeconds: 42,
    });
  });

  it.each([
    [502, '<html>Bad gateway</html>', 'unavailable'],
    [503, '', 'unavailable'],
    [500, 'oops', 'internal_error'],
  ])('makes of a %d that is not ours an error that can be shown', async (status, body, code) => {
    reply(status, body);
    expect(await failureOf(api(getMe, {}))).toMatchObject({ code, status, requestId: null });
  });

  it('says unreachable when nobody answers', async () => {
    answer = (request) => request.socket.destroy();
    expect((await failureOf(api(getMe, {}))).code).toBe('unreachable');
  });

  it('lets an abort through as it is', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const call = api(getMe, {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});
