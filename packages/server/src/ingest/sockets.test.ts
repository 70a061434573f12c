import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestAnswer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
let port: number;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
  port = Number(new URL(await server.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server.close());

const line = (resourceId: string): string =>
  `${JSON.stringify({
    kind: 'activity',
    organizationId: 'acme',
    action: 'lead.created',
    resourceId,
  })}\n`;

const countRows = async (resourceId: string): Promise<number> => {
  const { rowCount } = await server.owner.query('select from activity_log where resource_id = $1', [
    resourceId,
  ]);
  return rowCount ?? 0;
};

const head = (headers: Readonly<Record<string, string | number>>): string =>
  [
    'POST /ingest/v1/batch HTTP/1.1',
    'host: localhost',
    'content-type: application/x-ndjson',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

const open = async (): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

/** Reads until these words have come. */
const readUntil = async (socket: Socket, words: string): Promise<string> => {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes(words)) return text;
  }
  return text;
};

describe('a body on its way', () => {
  it('is not waited for without a key', async () => {
    const socket = await open();
    socket.write(head({ 'content-length': 1_000_000 }));
    expect(await readUntil(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });

  it('is not waited for when it says that it is too large', async () => {
    const socket = await open();
    socket.write(head({ ...key.headers, 'content-length': 5 * 1024 * 1024 + 1 }));
    expect(await readUntil(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('that ends halfway leaves nothing', async () => {
    const socket = await open();
    const body = line('halfway').repeat(10);
    socket.write(head({ ...key.headers, 'content-length': body.length * 2 }) + body);
    socket.end();
    socket.resume();
    await once(socket, 'close');
    expect(await countRows('halfway')).toBe(0);
    expect((await sendBatch(server, key, line('whole'))).status).toBe(200);
  });

  it('that is broken off leaves nothing', async () => {
    const socket = await open();
    const body = line('broken off');
    socket.write(
      `${head({ ...key.headers, 'transfer-encoding': 'chunked' })}${body.length.toString(16)}\r\n${body}\r\n`,
    );
    socket.resetAndDestroy();
    await once(socket, 'close');
    expect((await sendBatch(server, key, line('whole'))).status).toBe(200);
    expect(await countRows('broken off')).toBe(0);
  });

  it('that goes on behind its length is not taken further than it said', async () => {
    const socket = await open();
    const body = line('exactly');
    socket.write(head({ ...key.headers, 'content-length': body.length }) + body + body);
    socket.resume();
    await once(socket, 'close');
    expect((await sendBatch(server, key, line('after'))).status).toBe(200);
    expect(await countRows('exactly')).toBeLessThanOrEqual(1);
  });

  it('that grows too large chunk by chunk is refused, and its connection goes on', async () => {
    const sent = request({
      port,
      host: '127.0.0.1',
      path: '/ingest/v1/batch',
      method: 'POST',
      headers: { ...key.headers, 'content-type': 'application/x-ndjson' },
    });
    const chunk = line('chunked').repeat(1_000);
    for (let size = 0; size < 8 * 1024 * 1024; size += chunk.length) sent.write(chunk);
    sent.end();
    const [answer] = await once(sent, 'response');
    expect(answer.statusCode).toBe(413);
    answer.resume();
    expect(await countRows('chunked')).toBe(0);
  });
});

const firstAnswers = (sent: readonly Promise<TestAnswer>[], count: number) =>
  new Promise<TestAnswer[]>((resolve) => {
    const answers: TestAnswer[] = [];
    const take = async (one: Promise<TestAnswer>): Promise<void> => {
      if (answers.push(await one) === count) resolve(answers);
    };
    for (const one of sent) void take(one);
  });

describe('a console that is full or closing', () => {
  it('refuses what it cannot hold, and takes what it let in', async () => {
    // Its own: what another test broke off may still sit in the room.
    const full = await startTestServer();
    onTestFinished(() => full.close());
    const fullKey = await full.ingestKey();
    const blocker = await full.owner.connect();
    await blocker.query('begin');
    await blocker.query('lock table activity_log in access exclusive mode');
    const sent = Array.from({ length: 1_050 }, () => sendBatch(full, fullKey, line('full')));
    const refused = await firstAnswers(sent, 50);
    await blocker.query('commit');
    blocker.release();
    for (const { status, error, headers } of refused) {
      expect(status).toBe(503);
      expect(error?.code).toBe('unavailable');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    const answers = await Promise.all(sent);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1_000);
    const { rowCount } = await full.owner.query('select from activity_log');
    expect(rowCount).toBe(1_000);
  });

  it('answers what it has let in before it closes', async () => {
    const blocker = await server.owner.connect();
    await blocker.query('begin');
    await blocker.query('lock table activity_log in access exclusive mode');
    const socket = await open();
    const body = line('closing');
    socket.write(head({ ...key.headers, 'content-length': body.length }) + body);
    for (;;) {
      const { rowCount } = await server.owner.query(
        `select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rowCount) break;
    }
    const closed = server.app.close();
    await blocker.query('commit');
    blocker.release();
    expect(await readUntil(socket, '}')).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
    expect(await countRows('closing')).toBe(1);
  });
});
