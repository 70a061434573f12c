import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { createLogger } from '../log.ts';
import { createHttpServer } from './http-server.ts';

it('closes without waiting for connections on which nothing was asked yet', async () => {
  const server = await createHttpServer({
    log: createLogger({ level: 'silent' }),
    clock: new TestClock('2026-11-22T10:00:00Z'),
    trustProxy: false,
    https: false,
    version: '0',
  });
  server.get('/', () => 'here');
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const accepted = once(server.server, 'connection');
  const unused = connect(Number(new URL(url).port), '127.0.0.1');
  await accepted;
  expect((await fetch(url)).status).toBe(200);
  const ended = once(unused, 'close');
  await server.close();
  await ended;
});
