import { errorCatalogue } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createLogger } from '../platform/log.ts';
import { createHttpServer } from '../platform/http/http-server.ts';
import { installGuard } from './guard.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const guarded = async () => {
  const { db, clock, publicUrl } = server;
  const log = createLogger({ level: 'silent' });
  const options = { log, clock, trustProxy: false, https: false, version: '0' } as const;
  const http = await createHttpServer(options);
  installGuard(http, {
    db,
    clock,
    publicUrl,
    keys: { find: async () => undefined, forget: () => undefined, settled: async () => undefined },
  });
  return http;
};

describe('default deny', () => {
  it('refuses at start a route of the API that does not say who may call it', async () => {
    const http = await guarded();
    expect(() => http.get('/api/v1/secrets', async () => 'secret')).toThrow(
      'GET /api/v1/secrets does not say who may call it: set config.access.',
    );
    await http.close();
  });

  it('leaves to anybody only what somebody needs who is not signed in', async () => {
    const { paths } = (await server.inject('GET /api/openapi.json')).body;
    const open: string[] = [];
    for (const [path, methods] of Object.entries<Record<string, unknown>>(paths))
      for (const method of path.startsWith('/api/v1/') ? Object.keys(methods) : []) {
        const route = `${method.toUpperCase()} ${path}`;
        if ((await server.inject(route)).error?.code !== 'unauthenticated') open.push(route);
      }
    expect(open.sort()).toEqual([
      'POST /api/v1/invites/accept',
      'POST /api/v1/invites/look-up',
      'POST /api/v1/session',
    ]);
  });

  it('guards what Fastify adds by itself, and addresses written otherwise', async () => {
    expect((await server.inject('HEAD /api/v1/api-keys')).status).toBe(401);
    for (const path of [
      '/api/v1/api-keys/',
      '//api/v1/api-keys',
      '/API/v1/api-keys',
      '/api/v1/%61pi-keys',
    ])
      expect.soft([401, 404], path).toContain((await server.inject(`GET ${path}`)).status);
  });

  it('finds nothing where no route is', async () => {
    expect((await server.inject('GET /api/v1/nothing')).error?.code).toBe('not_found');
  });
});

describe('who asks', () => {
  it('is nobody without a session or a key', async () => {
    const answer = await server.inject('GET /api/v1/me');
    expect(answer.status).toBe(401);
    expect(answer.error).toMatchObject({
      code: 'unauthenticated',
      message: errorCatalogue.unauthenticated.message,
    });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('is nobody with a token that is not known', async () => {
    const cookie = { cookie: 'taffrail_session_4600=made-up' };
    expect((await server.inject('GET /api/v1/me', { headers: cookie })).status).toBe(401);
    const authorization = { authorization: 'Bearer tfa_madeup' };
    expect((await server.inject('GET /api/v1/me', { headers: authorization })).error).toMatchObject(
      { code: 'unauthenticated', message: 'This key is unknown or revoked.' },
    );
  });

  it('is the operator of the session', async () => {
    const owner = await server.operator('owner');
    expect((await server.inject('GET /api/v1/me', { as: owner })).body.id).toBe(owner.id);
  });

  it('is the key, even if a cookie comes along', async () => {
    const owner = await server.operator('owner');
    const key = await server.apiKey('viewer');
    const both = { ...owner.headers, ...key.headers };
    expect((await server.inject('GET /api/v1/me', { headers: both })).body.id).toBe(key.id);
    const wrong = { ...owner.headers, authorization: 'Bearer wrong' };
    expect((await server.inject('GET /api/v1/me', { headers: wrong })).status).toBe(401);
  });

  it('is told that an ingest key reads nothing', async () => {
    const answer = await server.inject('GET /api/v1/me', { as: await server.ingestKey() });
    expect(answer.status).toBe(401);
    expect(answer.error?.message).toMatch(/^This is an ingest key/);
  });

  it('is nobody any more once disabled', async () => {
    const owner = await server.operator('owner');
    await server.owner.query('update operators set disabled_at = now() where id = $1', [owner.id]);
    expect((await server.inject('GET /api/v1/me', { as: owner })).status).toBe(401);
  });

  it('may do what the role allows at the moment of asking', async () => {
    const operator = await server.operator('operator');
    const list = () => server.inject('GET /api/v1/api-keys', { as: operator });
    expect((await list()).status).toBe(200);
    await server.owner.query(`update operators set role = 'support' where id = $1`, [operator.id]);
    const answer = await list();
    expect(answer.status).toBe(403);
    expect(answer.error).toMatchObject({
      code: 'forbidden',
      details: { permission: 'keys.manage', grantedBy: ['owner', 'operator'] },
    });
  });

  it('is not known while the database is away, which is not the same as nobody', async () => {
    const owner = await server.operator('owner');
    const name = new URL(server.urls.owner).pathname.slice(1);
    await server.owner.query(`alter database ${name} connection limit 0`);
    await server.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and usename = 'taffrail_app'`,
      [name],
    );
    const answer = await server.inject('GET /api/v1/me', { as: owner });
    expect([answer.status, answer.error?.code]).toEqual([503, 'unavailable']);
    expect(answer.headers['retry-after']).toBe('5');
    await server.owner.query(`alter database ${name} connection limit -1`);
    // The pool still has connections that it has not seen end.
    await expect
      .poll(async () => (await server.inject('GET /api/v1/me', { as: owner })).status)
      .toBe(200);
  });
});

describe('sessions', () => {
  it('last while they are used, fourteen days after the last time', async () => {
    const owner = await server.operator('owner');
    const me = () => server.inject('GET /api/v1/me', { as: owner });
    for (let week = 0; week < 4; week += 1) {
      server.clock.advance({ days: 13 });
      expect((await me()).status).toBe(200);
    }
    server.clock.advance({ days: 14, seconds: 1 });
    expect((await me()).status).toBe(401);
  });

  it('last ninety days at most', async () => {
    const owner = await server.operator('owner');
    const me = () => server.inject('GET /api/v1/me', { as: owner });
    for (let day = 0; day < 89; day += 10) {
      expect((await me()).status).toBe(200);
      server.clock.advance({ days: 10 });
    }
    expect((await me()).status).toBe(401);
  });

  it('are written at most once a minute, with when the operator was last seen', async () => {
    const owner = await server.operator('owner');
    const opened = server.clock.now();
    const read = async () => {
      await server.inject('GET /api/v1/me', { as: owner });
      const { rows } = await server.owner.query<{ used: Date; seen: Date | null }>(
        `select s.last_used_at as used, o.last_seen_at as seen
         from operator_sessions s join operators o on o.id = s.operator_id where o.id = $1`,
        [owner.id],
      );
      return rows[0];
    };
    server.clock.advance({ seconds: 59 });
    expect(await read()).toEqual({ used: opened, seen: opened });
    server.clock.advance({ seconds: 1 });
    const now = server.clock.now();
    expect(await read()).toEqual({ used: now, seen: now });
  });
});

describe('pages of other origins', () => {
  const view = { page: 'activity', name: 'Mine', shared: false, search: '' };

  it('may change nothing with the session of whoever looks at them', async () => {
    const owner = await server.operator('owner');
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }]) {
      const answer = await server.inject('POST /api/v1/saved-views', {
        as: owner,
        headers,
        body: view,
      });
      expect([answer.status, answer.error?.code]).toEqual([403, 'cross_origin']);
    }
    const headers = { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:4600' };
    const answer = await server.inject('POST /api/v1/saved-views', {
      as: owner,
      headers,
      body: view,
    });
    expect(answer.status).toBe(201);
  });

  it('may not sign anybody in', async () => {
    const answer = await server.inject('POST /api/v1/session', {
      headers: { origin: 'https://evil.test' },
      body: { email: 'mallory@example.com', password: 'x' },
    });
    expect(answer.error?.code).toBe('cross_origin');
  });

  it('cannot post what a form can post', async () => {
    const owner = await server.operator('owner');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answer = await server.inject('POST /api/v1/saved-views', {
        as: owner,
        headers: { 'content-type': type },
        body: JSON.stringify(view),
      });
      expect([answer.status, answer.error?.code]).toEqual([415, 'unsupported_media_type']);
    }
  });

  it('do not matter to keys, which no browser adds by itself', async () => {
    const answer = await server.inject('POST /api/v1/api-keys', {
      as: await server.apiKey(),
      headers: { 'sec-fetch-site': 'cross-site' },
      body: { kind: 'ingest', name: 'CI', scopes: ['batch'] },
    });
    expect(answer.status).toBe(201);
  });
});
