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
// So that what one test does comes after what another did.
beforeEach(() => server.clock.advance({ seconds: 1 }));

const create = (body: unknown, as: Credential | undefined = owner) =>
  server.inject('POST /api/v1/api-keys', { as, body });
const revoke = (id: string, as: Credential = owner) =>
  server.inject(`DELETE /api/v1/api-keys/${id}`, { as });
const withKey = (key: string) =>
  server.inject('GET /api/v1/me', { headers: { authorization: `Bearer ${key}` } });

describe('GET /api/v1/api-keys', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/api-keys')).status).toBe(401);
  });

  it('is for those who manage keys', async () => {
    const answer = await server.inject('GET /api/v1/api-keys', {
      as: await server.operator('finance'),
    });
    expect(answer.error?.details).toEqual({
      permission: 'keys.manage',
      grantedBy: ['owner', 'operator'],
    });
  });

  it('lists newest first, revoked ones too, with nothing to use them by', async () => {
    const first = (await create({ kind: 'ingest', name: 'First', scopes: ['batch'] })).body;
    server.clock.advance({ seconds: 1 });
    const second = (await create({ kind: 'api', name: 'Second', role: 'viewer' })).body;
    await revoke(first.id);
    const { body, text } = await server.inject('GET /api/v1/api-keys', { as: owner });
    expect(body.items.slice(0, 2)).toMatchObject([
      { id: second.id, revokedAt: null },
      { id: first.id, revokedAt: server.clock.now().toISOString() },
    ]);
    expect(text).not.toContain(first.key);
    expect(text).not.toContain(second.key);
  });

  it('tells when a key was last used', async () => {
    const { id, key } = (await create({ kind: 'api', name: 'Used', role: 'viewer' })).body;
    await withKey(key);
    await expect
      .poll(async () => {
        const { body } = await server.inject('GET /api/v1/api-keys', { as: owner });
        return body.items.find((item: { id: string }) => item.id === id).lastUsedAt;
      })
      .toBe(server.clock.now().toISOString());
  });
});

describe('POST /api/v1/api-keys', () => {
  it('needs a session or a key', async () => {
    const body = { kind: 'api', name: 'X', role: 'viewer' };
    expect((await server.inject('POST /api/v1/api-keys', { body })).status).toBe(401);
  });

  it.each([
    ['no name', { kind: 'ingest', name: ' ', scopes: ['batch'] }],
    ['an ingest key without a scope', { kind: 'ingest', name: 'X', scopes: [] }],
    ['a scope that does not exist', { kind: 'ingest', name: 'X', scopes: ['everything'] }],
    ['an API key without a role', { kind: 'api', name: 'X' }],
    ['an owner that is no person', { kind: 'api', name: 'X', role: 'owner' }],
    ['a name that cannot be stored', { kind: 'api', name: 'X\u0000', role: 'viewer' }],
  ])('refuses %s', async (_, body) => {
    expect((await create(body)).error?.code).toBe('invalid_request');
  });

  it('is for those who manage keys', async () => {
    const body = { kind: 'api', name: 'X', role: 'viewer' };
    expect((await create(body, await server.operator('support'))).status).toBe(403);
    expect((await create(body, await server.apiKey('viewer'))).status).toBe(403);
  });

  it('makes an ingest key, shows it once and stores its hash', async () => {
    const { status, body } = await create({ kind: 'ingest', name: ' Web ', scopes: ['batch'] });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      name: 'Web',
      kind: 'ingest',
      scopes: ['batch'],
      role: null,
      prefix: String(body.key).slice(0, 8),
      origin: 'operator',
      createdBy: 'owner@example.com',
      createdAt: server.clock.now().toISOString(),
      lastUsedAt: null,
      revokedAt: null,
      key: expect.stringMatching(/^tfi_[A-Za-z0-9]{32}$/),
    });
    const { rows } = await server.owner.query(
      `select key_hash = sha256(convert_to($1, 'UTF8')) as is_hash, sealed_key from api_keys
       where id = $2`,
      [body.key, body.id],
    );
    expect(rows).toEqual([{ is_hash: true, sealed_key: null }]);
  });

  it('makes an API key that may do what its role may', async () => {
    const { body } = await create({ kind: 'api', name: 'CI', role: 'viewer' });
    expect(body.key).toMatch(/^tfa_[A-Za-z0-9]{32}$/);
    expect((await withKey(body.key)).body).toMatchObject({ id: body.id, role: 'viewer' });
  });

  it('names who made it in the audit log, a key too, and never the key', async () => {
    const maker = await server.apiKey('operator');
    server.clock.advance({ seconds: 1 });
    const { body } = await create({ kind: 'api', name: 'CI', role: 'viewer' }, maker);
    expect(body.createdBy).toBeNull();
    const entry = (await readAudit(server, 'api_key.created')).at(-1);
    expect(entry).toMatchObject({
      actor_kind: 'api_key',
      actor_id: maker.id,
      actor_label: 'Test operator',
      target_id: body.id,
      before: null,
      after: { name: 'CI', kind: 'api', role: 'viewer', prefix: body.prefix, origin: 'operator' },
    });
    expect(JSON.stringify(entry)).not.toContain(body.key);
  });
});

describe('DELETE /api/v1/api-keys/:id', () => {
  it('needs a session or a key', async () => {
    const { id } = await server.ingestKey();
    expect((await server.inject(`DELETE /api/v1/api-keys/${id}`)).status).toBe(401);
  });

  it('does not find what is not there, nor what is no id', async () => {
    expect((await revoke('01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45')).error?.code).toBe('not_found');
    expect((await revoke('x')).error?.code).toBe('invalid_request');
  });

  it('is for those who manage keys', async () => {
    const { id } = await server.ingestKey();
    expect((await revoke(id, await server.operator('viewer'))).status).toBe(403);
  });

  it('revokes at once, although the key was used a moment ago', async () => {
    const { id, key, prefix } = (await create({ kind: 'api', name: 'CI', role: 'viewer' })).body;
    expect((await withKey(key)).status).toBe(200);
    const answer = await revoke(id);
    expect(answer.body).toMatchObject({ id, revokedAt: server.clock.now().toISOString() });
    expect((await withKey(key)).status).toBe(401);
    expect((await readAudit(server, 'api_key.revoked')).at(-1)).toMatchObject({
      actor_label: 'owner@example.com',
      target_id: id,
      before: { name: 'CI', kind: 'api', role: 'viewer', prefix, origin: 'operator' },
      after: { revokedAt: server.clock.now().toISOString() },
    });
  });

  it('changes nothing the second time', async () => {
    const { id } = await server.ingestKey();
    const first = await revoke(id);
    const entries = (await readAudit(server, 'api_key.revoked')).length;
    server.clock.advance({ hours: 1 });
    expect((await revoke(id)).body).toEqual(first.body);
    expect(await readAudit(server, 'api_key.revoked')).toHaveLength(entries);
  });

  it('leaves keys of the environment to the environment', async () => {
    const { id } = await server.ingestKey();
    await server.owner.query(`update api_keys set origin = 'environment' where id = $1`, [id]);
    const answer = await revoke(id);
    expect([answer.status, answer.error?.code]).toEqual([409, 'conflict']);
  });
});
