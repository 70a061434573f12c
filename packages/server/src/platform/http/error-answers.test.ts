import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { ErrorAnswer } from '@taffrail/contract';
import { z } from 'zod';
import { TestClock } from '../../../test/clock.ts';
import { createLogger } from '../log.ts';
import { ApiError } from './api-error.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

let server: HttpServer;
let logged: { level: string; err?: { message: string } }[];
afterEach(() => server.close());

const failWith = async (thrown: unknown): Promise<void> => {
  logged = [];
  server = await createHttpServer({
    log: createLogger({
      level: 'info',
      destination: { write: (line: string) => void logged.push(JSON.parse(line)) },
    }),
    clock: new TestClock('2026-11-21T10:00:00Z'),
    trustProxy: false,
    https: false,
    version: '0',
  });
  server.post('/', { schema: { body: z.object({ name: z.string() }) } }, () => {
    throw thrown;
  });
};

const ask = async (payload: Record<string, unknown> | string = { name: 'Ada' }) => {
  const headers = { 'content-type': 'application/json' };
  const response = await server.inject({ method: 'POST', url: '/', headers, payload });
  return { status: response.statusCode, headers: response.headers, ...response.json() };
};

const open = async (): Promise<Socket> => {
  const { port } = new URL(await server.listen({ port: 0, host: '127.0.0.1' }));
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

const databaseError = (code: string): Error =>
  Object.assign(new pg.DatabaseError('from the database', 1, 'error'), { code });

describe('answers to errors', () => {
  it('hide what failed on our side, and log it under the id that they name', async () => {
    await failWith(new Error('the secret reason'));
    const { status, headers, error } = await ask();
    expect(status).toBe(500);
    expect(error).toEqual({
      code: 'internal_error',
      message: 'Something failed on our side.',
      requestId: headers['x-request-id'],
    });
    expect(logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        reqId: error.requestId,
        err: expect.objectContaining({ message: 'the secret reason' }),
      }),
    );
  });

  it('also hide what is thrown that is no error', async () => {
    await failWith('a string');
    expect(await ask()).toMatchObject({ status: 500, error: { code: 'internal_error' } });
  });

  it.each([
    ['the network', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a database that stops', databaseError('57P01')],
    ['a database that is full', databaseError('53100')],
    ['a statement that took too long', databaseError('57014')],
  ])('ask to send it again after %s', async (_, thrown) => {
    await failWith(thrown);
    const { status, headers, error } = await ask();
    expect([status, error.code, headers['retry-after']]).toEqual([503, 'unavailable', '5']);
  });

  it('do not take a fault of ours for an absence of the database', async () => {
    await failWith(databaseError('42601'));
    expect((await ask()).status).toBe(500);
  });

  it('carry what a known error says', async () => {
    const details = { limit: 3 };
    await failWith(new ApiError('too_many_requests', { details, retryAfterSeconds: 7 }));
    const { status, headers, error } = await ask();
    expect([status, headers['retry-after']]).toEqual([429, '7']);
    expect(error).toMatchObject({ code: 'too_many_requests', details });
    expect(logged).toEqual([]);
  });

  it('name each field that is wrong', async () => {
    await failWith(undefined);
    expect((await ask({ name: 1 })).error).toMatchObject({
      code: 'invalid_request',
      details: { in: 'body', fields: [{ field: 'name', message: expect.any(String) }] },
    });
  });

  it('refuse what is no JSON', async () => {
    await failWith(undefined);
    expect(await ask('{')).toMatchObject({ status: 400, error: { code: 'invalid_request' } });
  });

  it('do not blame the database when a sender goes away halfway', async () => {
    await failWith(undefined);
    const status = new Promise((resolve) => {
      server.addHook('onSend', async (_, reply) => resolve(reply.statusCode));
    });
    const socket = await open();
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    socket.write(`${head}content-length: 100\r\n\r\n{"name":`, () => socket.destroy());
    expect(await status).toBe(400);
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    [
      'an address that cannot be read',
      'GET /% HTTP/1.1\r\nconnection: close\r\nhost: x\r\n\r\n',
      400,
    ],
    ['too many headers', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('have their form for %s, too', async (_, sent, status) => {
    await failWith(undefined);
    const socket = await open();
    socket.write(sent);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(ErrorAnswer.parse(JSON.parse(body)).error.code).toBe('invalid_request');
  });

  it('refuse what is too large', async () => {
    await failWith(undefined);
    expect(await ask({ name: 'x'.repeat(300_000) })).toMatchObject({
      status: 413,
      error: { code: 'payload_too_large' },
    });
  });
});
