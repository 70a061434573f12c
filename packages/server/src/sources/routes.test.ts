import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ seconds: 1 }));

const connect = (body: unknown = { kind: 'autofix', name: 'CI' }, as: Credential = owner) =>
  server.inject('POST /api/v1/sources', { as, body });
const list = async () => (await server.inject('GET /api/v1/sources', { as: owner })).body.items;
const report = { trigger: 'ci', title: 'Lint', outcome: 'skipped' };
const send = (url: string) => server.inject(`POST ${new URL(url).pathname}`, { body: report });

describe('the routes of sources', () => {
  it.each([
    'GET /api/v1/sources',
    'POST /api/v1/sources',
    'POST /api/v1/sources/01900000-0000-7000-8000-000000000001/key',
    'PUT /api/v1/sources/01900000-0000-7000-8000-000000000001/secret',
    'DELETE /api/v1/sources/01900000-0000-7000-8000-000000000001',
  ])('%s needs a session or a key, and the permission', async (route) => {
    const [body] = route.startsWith('GET')
      ? []
      : [{ kind: 'autofix', name: 'X', secret: 'abcdefgh' }];
    expect((await server.inject(route, { body })).status).toBe(401);
    const answer = await server.inject(route, { body, as: await server.operator('support') });
    expect(answer.error?.details).toMatchObject({ permission: 'sources.manage' });
  });
});

describe('POST /api/v1/sources', () => {
  it.each([
    ['a kind that nothing here reads', { kind: 'fax', name: 'X' }],
    ['no name', { kind: 'autofix', name: ' ' }],
    ['a secret that is none', { kind: 'stripe', name: 'X', secret: 'short' }],
  ])('refuses %s', async (_, body) => {
    expect((await connect(body)).error?.code).toBe('invalid_request');
  });

  it('gives the address with the key once, and stores neither key nor secret in the clear', async () => {
    const { status, body } = await connect({
      kind: 'stripe',
      name: ' Live ',
      secret: 'whsec_abcdefgh',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      kind: 'stripe',
      name: 'Live',
      prefix: expect.stringMatching(/^tfs_[A-Za-z0-9]{4}$/),
      hasSecret: true,
      createdBy: 'owner@example.com',
      createdAt: server.clock.now().toISOString(),
      lastReceivedAt: null,
      freshness: 'never',
      disabledAt: null,
      version: 1,
      lastTest: null,
      held: 0,
      waiting: 0,
      poisoned: 0,
      url: expect.stringMatching(/^http:\/\/localhost:4600\/hooks\/stripe\/tfs_[A-Za-z0-9]{32}$/),
    });
    const { url, ...listed } = body;
    expect((await list())[0]).toEqual(listed);
    const { rows } = await server.owner.query('select * from sources where id = $1', [body.id]);
    const key = String(url).split('/').at(-1) ?? '';
    const stored = JSON.stringify(rows) + rows[0].sealed_secret.toString('latin1');
    expect(stored).not.toContain(key);
    expect(stored).not.toContain('whsec_abcdefgh');
    const [entry] = await readAudit(server, 'source.created');
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${key}|whsec_abcdefgh`));
  });
});

describe('POST /api/v1/sources/:id/key', () => {
  it('gives a new address, and the old one stops', async () => {
    const { id, url } = (await connect()).body;
    expect((await send(url)).status).toBe(200);
    const { body } = await server.inject(`POST /api/v1/sources/${id}/key`, { as: owner });
    expect(body.url).not.toBe(url);
    expect((await send(url)).status).toBe(401);
    expect((await send(body.url)).status).toBe(200);
    expect((await readAudit(server, 'source.key_rotated')).at(-1)).toMatchObject({
      target_id: id,
      after: { prefix: body.prefix },
    });
  });

  it('does not find what is not there', async () => {
    const route = 'POST /api/v1/sources/01900000-0000-7000-8000-000000000001/key';
    expect((await server.inject(route, { as: owner })).error?.code).toBe('not_found');
  });
});

describe('PUT /api/v1/sources/:id/secret', () => {
  it('says that there is one, and no more', async () => {
    const { id } = (await connect({ kind: 'stripe', name: 'Live' })).body;
    const { body, text } = await server.inject(`PUT /api/v1/sources/${id}/secret`, {
      as: owner,
      body: { secret: 'whsec_12345678' },
    });
    expect(body.hasSecret).toBe(true);
    expect(text).not.toContain('whsec_12345678');
  });
});

describe('DELETE /api/v1/sources/:id', () => {
  it('disconnects it, and keeps what it sent', async () => {
    const { id, url } = (await connect()).body;
    await send(url);
    expect((await server.inject(`DELETE /api/v1/sources/${id}`, { as: owner })).status).toBe(204);
    expect((await send(url)).status).toBe(401);
    expect((await list()).map((source: { id: string }) => source.id)).not.toContain(id);
    const { body } = await server.inject('GET /api/v1/inbox', {
      as: owner,
      query: { sourceId: id },
    });
    expect(body.items).toHaveLength(1);
    expect(body.items[0].sender).toEqual({ id, name: 'CI' });
  });
});

describe('GET /api/v1/sources', () => {
  it('tells when each sent last, and what lies unread', async () => {
    const { id, url } = (await connect()).body;
    await send(url);
    server.clock.advance({ minutes: 1 });
    await send(url);
    const found = (await list()).find((source: { id: string }) => source.id === id);
    expect(found).toMatchObject({ lastReceivedAt: server.clock.now().toISOString(), waiting: 2 });
  });
});
