import { ViewPage, type Permission } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const permissions: Readonly<Record<ViewPage, Permission>> = {
  activity: 'activity.read',
  alerts: 'incidents.read',
  incidents: 'incidents.read',
  checks: 'incidents.read',
  pipeline_runs: 'pipelines.read',
  stage_executions: 'pipelines.read',
  analysis_runs: 'incidents.read',
};

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
const change = (id: string, body: unknown, as: Credential) =>
  server.inject(`PUT /api/v1/saved-views/${id}`, { as, body });
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

describe('the views of each page', () => {
  it.each(ViewPage.options)('of %s stand by themselves', async (page) => {
    const eve = await server.operator('operator');
    const { status, body } = await save(view({ page, name: 'Mine' }), eve);
    expect([status, body.page]).toEqual([201, page]);
    const elsewhere = ViewPage.options.filter((other) => other !== page);
    const others = await Promise.all(elsewhere.map(async (other) => (await list(eve, other)).body));
    expect(others.flatMap(({ items }) => items).filter(({ mine }) => mine)).toEqual([]);
    expect((await list(eve, page)).body.items).toContainEqual(body);
  });

  it.each(ViewPage.options)('of %s are for those who may see it', async (page) => {
    const finance = await server.operator('finance');
    const answers = [await list(finance, page), await save(view({ page }), finance)];
    const refused = { code: 'forbidden', details: { permission: permissions[page] } };
    expect(answers.map(({ error }) => error)).toMatchObject([refused, refused]);
  });
});

describe('PUT /api/v1/saved-views/:id', () => {
  const content = (given: Record<string, unknown> = {}) => {
    const { page: _, ...wanted } = view(given);
    return wanted;
  };

  it('needs a session', async () => {
    const { id } = (await save(view())).body;
    const path = `PUT /api/v1/saved-views/${id}` as const;
    expect((await server.inject(path, { body: content() })).status).toBe(401);
    expect((await change(id, content(), await server.apiKey('operator'))).status).toBe(403);
  });

  it('renames a view of mine, shares it and has it keep something else', async () => {
    const { body: before } = await save(view());
    const wanted = content({ shared: true, search: 'range=30d' });
    const { status, body } = await change(before.id, wanted, ada);
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, ...wanted });
    expect((await list(bob)).body.items).toContainEqual({ ...body, mine: false });
    expect(await readAudit(server, 'saved_view.changed')).toContainEqual(
      expect.objectContaining({
        actor_id: ada.id,
        target_id: body.id,
        before: expect.objectContaining({ name: before.name, shared: false }),
        after: { page: 'activity', ...wanted },
      }),
    );
  });

  it('keeps its own name, and does not take that of another of mine', async () => {
    const [one, other] = [(await save(view())).body, (await save(view())).body];
    const same = await change(one.id, content({ name: one.name, search: 'range=90d' }), ada);
    expect([same.status, same.body.search]).toEqual([200, 'range=90d']);
    const taken = await change(one.id, content({ name: other.name }), ada);
    expect([taken.status, taken.error?.code]).toEqual([409, 'conflict']);
    expect(taken.error?.message).toBe('You have a view of this name already.');
  });

  it('leaves alone what is not there or belongs to somebody else', async () => {
    const { id, name } = (await save(view({ shared: true }), bob)).body;
    expect((await change(id, content(), ada)).error?.code).toBe('not_found');
    expect(await namesFor(bob)).toContain(name);
    const nowhere = '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45';
    expect((await change(nowhere, content(), ada)).error?.code).toBe('not_found');
    expect((await change(id, content({ name: ' ' }), bob)).error?.code).toBe('invalid_request');
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
