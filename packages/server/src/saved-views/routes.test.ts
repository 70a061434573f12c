import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let ada: Credential;
let bob: Credential;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.operator('viewer');
  bob = await server.operator('support');
});
afterAll(() => server.close());

let names = 0;
const view = (given: Record<string, unknown> = {}) => ({
  page: 'activity',
  name: `View ${(names += 1)}`,
  shared: false,
  search: 'action=lead.*&range=7d',
  ...given,
});
const list = (as: Credential | undefined, page = 'activity') =>
  server.inject('GET /api/v1/saved-views', { ...(as && { as }), query: { page } });
const save = (body: unknown, as: Credential | undefined = ada) =>
  server.inject('POST /api/v1/saved-views', { as, body });
const remove = (id: string, as: Credential) =>
  server.inject(`DELETE /api/v1/saved-views/${id}`, { as });
const namesFor = async (as: Credential): Promise<string[]> =>
  (await list(as)).body.items.map((item: { name: string }) => item.name);

describe('GET /api/v1/saved-views', () => {
  it('needs a session or a key', async () => {
    expect((await list(undefined)).status).toBe(401);
  });

  it('needs a page that has views', async () => {
    expect((await list(ada, 'everything')).error?.code).toBe('invalid_request');
    const without = await server.inject('GET /api/v1/saved-views', { as: ada });
    expect(without.error?.code).toBe('invalid_request');
  });

  it('is for those who may see the page', async () => {
    const answer = await list(await server.operator('finance'));
    expect(answer.error).toMatchObject({
      code: 'forbidden',
      details: { permission: 'activity.read' },
    });
  });

  it('shows mine and what others share, by name', async () => {
    await save(view({ name: 'Mine' }), ada);
    await save(view({ name: 'Hers, shared', shared: true }), bob);
    await save(view({ name: 'Hers' }), bob);
    const { body } = await list(ada);
    expect(body.items).toMatchObject([
      { name: 'Hers, shared', mine: false, shared: true },
      { name: 'Mine', mine: true, shared: false },
    ]);
  });

  it('shows a key what is shared', async () => {
    expect(await namesFor(await server.apiKey('viewer'))).toEqual(['Hers, shared']);
  });
});

describe('POST /api/v1/saved-views', () => {
  it('needs a session', async () => {
    expect((await server.inject('POST /api/v1/saved-views', { body: view() })).status).toBe(401);
    expect((await save(view(), await server.apiKey('operator'))).status).toBe(403);
  });

  it.each([
    ['no name', { name: ' ' }],
    ['a long name', { name: 'x'.repeat(61) }],
    ['a name that cannot be stored', { name: 'x\ud800' }],
    ['a long search', { search: 'x'.repeat(2001) }],
    ['a page without views', { page: 'settings' }],
  ])('refuses %s', async (_, given) => {
    expect((await save(view(given))).error?.code).toBe('invalid_request');
  });

  it('is for those who may see the page', async () => {
    expect((await save(view(), await server.operator('finance'))).status).toBe(403);
  });

  it('saves a view and says so in the audit log', async () => {
    const wanted = view({ shared: true });
    const { status, body } = await save(wanted);
    expect(status).toBe(201);
    expect(body).toEqual({
      ...wanted,
      id: expect.any(String),
      mine: true,
      createdAt: server.clock.now().toISOString(),
    });
    expect(await readAudit(server, 'saved_view.created')).toContainEqual(
      expect.objectContaining({ actor_id: ada.id, target_id: body.id, after: wanted }),
    );
  });

  it('keeps names apart for one operator, not for two', async () => {
    const wanted = view();
    await save(wanted, ada);
    const again = await save(wanted, ada);
    expect([again.status, again.error?.code]).toEqual([409, 'conflict']);
    expect((await save(wanted, bob)).status).toBe(201);
  });
});

describe('DELETE /api/v1/saved-views/:id', () => {
  it('needs a session', async () => {
    const { id } = (await save(view())).body;
    expect((await server.inject(`DELETE /api/v1/saved-views/${id}`)).status).toBe(401);
    expect((await remove(id, await server.apiKey('operator'))).status).toBe(403);
  });

  it('does not find what is not there, nor what is no id', async () => {
    const answer = await remove('01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45', ada);
    expect(answer.error?.code).toBe('not_found');
    expect((await remove('x', ada)).error?.code).toBe('invalid_request');
  });

  it('leaves alone what somebody else shares, also for an owner', async () => {
    const { id, name } = (await save(view({ shared: true }), bob)).body;
    expect((await remove(id, ada)).error?.code).toBe('not_found');
    expect((await remove(id, await server.operator('owner'))).error?.code).toBe('not_found');
    expect(await namesFor(ada)).toContain(name);
  });

  it('deletes a view of mine and says so in the audit log', async () => {
    const wanted = view();
    const { id } = (await save(wanted)).body;
    expect((await remove(id, ada)).status).toBe(204);
    expect(await namesFor(ada)).not.toContain(wanted.name);
    expect(await readAudit(server, 'saved_view.deleted')).toContainEqual(
      expect.objectContaining({ actor_id: ada.id, target_id: id, before: wanted, after: null }),
    );
  });
});
