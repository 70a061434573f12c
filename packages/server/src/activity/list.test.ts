import type { Activity } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makeActivity, makeOrganization, makeUser } from '../../test/make.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
let acme: { id: string };
let globex: { id: string };
let ada: { id: string };

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  owner = await server.operator('owner');
  acme = await makeOrganization(server, { name: 'Acme', externalId: 'cus_1' });
  globex = await makeOrganization(server, { name: 'Globex 100%' });
  ada = await makeUser(server, { name: 'Ada Lovelace', externalId: 'usr_1' });
  await makeActivity(server, [
    {
      action: 'discovery.started',
      organizationId: acme.id,
      userId: ada.id,
      resourceType: 'search',
      resourceId: 'search_1',
      metadata: { keyword: 'chemicals', search: { country: 'DE', limit: 20 } },
      ipAddress: '203.0.113.7',
      userAgent: 'Mozilla/5.0',
      traceId: 'trace_1',
      sessionId: 'session_1',
      createdAt: '2026-11-21T09:00:00.123Z',
    },
    {
      action: 'lead.created',
      organizationId: acme.id,
      resourceType: 'lead',
      resourceId: 'lead_1',
      metadata: { source: 'a_b' },
      createdAt: '2026-11-20T09:00:00Z',
    },
    {
      action: 'lead.deleted',
      organizationId: globex.id,
      resourceType: 'lead',
      resourceId: 'lead_2',
      metadata: { source: 'axb', search: { country: 'FR' } },
      createdAt: '2026-11-19T09:00:00Z',
    },
    { action: 'user.login', userId: ada.id, createdAt: '2026-11-18T09:00:00Z' },
    { action: 'lead_import.done', organizationId: globex.id, createdAt: '2026-10-18T09:00:00Z' },
  ]);
});
afterAll(() => server.close());

type Query = NonNullable<InjectOptions['query']>;
const list = (query: Query = {}, as = owner) =>
  server.inject('GET /api/v1/activity', { as, query });
const actionsOf = async (query: Query, as = owner): Promise<string[]> =>
  (await list(query, as)).body.items.map((item: Activity) => item.action);

describe('GET /api/v1/activity', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/activity')).status).toBe(401);
  });

  it.each([
    ['a time without a zone', { from: '2026-11-21T10:00:00' }],
    ['an unknown category', { category: 'leads' }],
    ['metadata without a value', { metadata: 'country' }],
    ['an address that is none', { ipAddress: '10.0.0' }],
    ['text that cannot be stored', { q: '\u0000' }],
    ['an action that cannot be stored', { action: ['lead.created', '\u0000'] }],
    ['too many rows', { limit: 201 }],
  ])('refuses %s', async (_, query: Query) => {
    expect((await list(query)).error?.code).toBe('invalid_request');
  });

  it('refuses a cursor that was made up', async () => {
    expect((await list({ cursor: 'bm90IGEgY3Vyc29y' })).error?.code).toBe('invalid_cursor');
  });

  it('is for those who may read it', async () => {
    const answer = await list({}, await server.operator('finance'));
    expect(answer.error?.details).toMatchObject({ permission: 'activity.read' });
  });

  it('shows the log newest first, with names, to a key too', async () => {
    const { body } = await list({ limit: 1 }, await server.apiKey());
    expect(body).toEqual({
      items: [
        {
          id: expect.any(String),
          action: 'discovery.started',
          category: 'discovery',
          sentence: 'started a discovery',
          organization: { id: acme.id, externalId: 'cus_1', name: 'Acme' },
          user: { id: ada.id, externalId: 'usr_1', name: 'Ada Lovelace' },
          resourceType: 'search',
          resourceId: 'search_1',
          metadata: { keyword: 'chemicals', search: { country: 'DE', limit: 20 } },
          ipAddress: '203.0.113.7',
          userAgent: 'Mozilla/5.0',
          traceId: 'trace_1',
          sessionId: 'session_1',
          createdAt: '2026-11-21T09:00:00.123Z',
          receivedAt: '2026-11-21T10:00:00.000Z',
        },
      ],
      nextCursor: expect.any(String),
      searchedTo: null,
    });
  });

  it('has no organization or user where there was none, and no name for a stub', async () => {
    const stub = await makeOrganization(server, { name: null, externalId: 'cus_new' });
    await makeActivity(server, [
      { action: 'stub.seen', organizationId: stub.id, createdAt: '2026-09-01T00:00:00Z' },
    ]);
    const [seen] = (await list({ action: 'stub.seen' })).body.items;
    expect(seen).toMatchObject({
      organization: { id: stub.id, externalId: 'cus_new', name: null },
      user: null,
    });
    const [login] = (await list({ action: 'user.login' })).body.items;
    expect(login).toMatchObject({ organization: null, user: { id: ada.id } });
  });

  it('masks what identifies a device for those who may not see it', async () => {
    const { body } = await list({ limit: 1 }, await server.operator('support'));
    expect(body.items[0]).toMatchObject({ ipAddress: '203.0.113.•••', userAgent: '•••' });
  });

  it('shows nothing of another organization when asked for one', async () => {
    expect(await actionsOf({ organizationId: globex.id })).toEqual([
      'lead.deleted',
      'lead_import.done',
    ]);
    expect(await actionsOf({ organizationId: globex.id, action: 'discovery.*' })).toEqual([]);
    expect(await actionsOf({ organizationId: globex.id, resourceId: 'lead_1' })).toEqual([]);
    expect(await actionsOf({ organizationId: globex.id, q: 'chemicals' })).toEqual([]);
  });

  it.each<[string, Query, string[]]>([
    ['an action', { action: 'lead.created' }, ['lead.created']],
    ['several actions', { action: ['lead.created', 'user.login'] }, ['lead.created', 'user.login']],
    ['what actions begin with', { action: 'lead.*' }, ['lead.created', 'lead.deleted']],
    ['what actions end with', { action: '*.deleted' }, ['lead.deleted']],
    ['an action never seen', { action: 'lead.merged' }, []],
    ['a category', { category: ['auth', 'discovery'] }, ['discovery.started', 'user.login']],
    ['action and category', { category: 'auth', action: 'lead.*' }, []],
    [
      "the product's own id of an organization",
      { organizationId: 'cus_1', category: 'lead' },
      ['lead.created'],
    ],
    ["the product's own id of a user", { userId: 'usr_1' }, ['discovery.started', 'user.login']],
    ['a user never seen', { userId: 'usr_9' }, []],
    ['a resource', { resourceId: 'lead_2' }, ['lead.deleted']],
    ['a kind of resource', { resourceType: 'lead' }, ['lead.created', 'lead.deleted']],
    ['a session', { sessionId: 'session_1' }, ['discovery.started']],
    ['a trace', { traceId: 'trace_1' }, ['discovery.started']],
    ['an address', { ipAddress: '203.0.113.7' }, ['discovery.started']],
    ['metadata', { metadata: 'source=a_b' }, ['lead.created']],
    ['a path of metadata', { metadata: 'search.country=DE' }, ['discovery.started']],
    ['a number in metadata, as text', { metadata: 'search.limit=20' }, ['discovery.started']],
    [
      'several conditions on metadata',
      { metadata: ['search.country=FR', 'source=axb'] },
      ['lead.deleted'],
    ],
    [
      'several values of one key of metadata',
      { metadata: ['search.country=FR', 'search.country=DE'] },
      ['discovery.started', 'lead.deleted'],
    ],
    ['from a moment on', { from: '2026-11-20T09:00:00Z', category: 'lead' }, ['lead.created']],
    [
      'up to, but without, a moment',
      { to: '2026-11-20T09:00:00Z', category: 'lead' },
      ['lead.deleted'],
    ],
    ['a range turned round', { from: '2026-11-21T00:00:00Z', to: '2026-11-20T00:00:00Z' }, []],
    [
      'all of them',
      { action: 'lead.*', organizationId: 'cus_1', resourceType: 'lead' },
      ['lead.created'],
    ],
  ])('filters by %s', async (_, query, actions) => {
    expect(await actionsOf(query)).toEqual(actions);
  });

  it('needs a permission to filter by address', async () => {
    const answer = await list({ ipAddress: '203.0.113.7' }, await server.operator('support'));
    expect(answer.error).toMatchObject({
      code: 'forbidden',
      details: { permission: 'pii.read', field: 'ipAddress' },
    });
  });

  it.each<[string, string, string[]]>([
    ['an action', 'VERY.START', ['discovery.started']],
    ['a resource', 'LEAD_2', ['lead.deleted']],
    ['metadata', 'chemical', ['discovery.started']],
    ['a name', 'lovelace', ['discovery.started', 'user.login']],
    ["the product's id of an organization", 'cus_1', ['discovery.started', 'lead.created']],
    ['an e-mail address', 'ada@example', ['discovery.started', 'user.login']],
    ['a wildcard, which stands for itself', 'a_b', ['lead.created']],
    ['another wildcard', '100%', ['lead.deleted', 'lead_import.done']],
    ['nothing that is there', 'zeppelin', []],
  ])('finds text that is part of %s', async (_, q, actions) => {
    expect(await actionsOf({ q })).toEqual(actions);
  });

  it('gives no e-mail address away to those who may not see it', async () => {
    const support = await server.operator('support');
    expect(await actionsOf({ q: 'ada@example' }, support)).toEqual([]);
    expect(await actionsOf({ q: 'lovelace' }, support)).toEqual([
      'discovery.started',
      'user.login',
    ]);
  });

  it('reads nothing that is past the limit, though it is still there', async () => {
    await makeActivity(server, [{ action: 'old.one', createdAt: '2026-08-23T10:00:00.000Z' }]);
    expect(await actionsOf({ action: 'old.one' })).toEqual(['old.one']);
    server.clock.advance({ seconds: 1 });
    expect(await actionsOf({ action: 'old.one' })).toEqual([]);
    expect(await actionsOf({ action: 'old.one', from: '2026-01-01T00:00:00Z' })).toEqual([]);
  });
});

describe('paging through the log', () => {
  const many = 25;
  beforeAll(async () => {
    // All of one moment in pairs, so that pages begin between two of the same time.
    await makeActivity(
      server,
      Array.from({ length: many }, (_, index) => ({
        action: index % 2 === 0 ? 'page.turned' : 'page.read',
        organizationId: globex.id,
        userId: ada.id,
        resourceType: 'page',
        resourceId: 'page_1',
        metadata: { book: 'log' },
        createdAt: new Date(Date.UTC(2026, 10, 10, 12, 0, 0, Math.floor(index / 4))),
      })),
    );
  });

  const readAll = async (query: Query, limit: number): Promise<string[]> => {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const { body } = await list({ ...query, limit, ...(cursor && { cursor }) });
      expect(body.items.length).toBeLessThanOrEqual(limit);
      seen.push(...body.items.map((item: Activity) => `${item.createdAt} ${item.id}`));
      cursor = body.nextCursor;
    }
    return seen;
  };

  it.each<[string, Query]>([
    ['the primary key', { from: '2026-11-10T00:00:00Z', to: '2026-11-11T00:00:00Z' }],
    ['the index of the organization', { organizationId: 'replaced', to: '2026-11-11T00:00:00Z' }],
    ['the index of the user', { userId: 'usr_1', to: '2026-11-11T00:00:00Z' }],
    ['the index of the resource', { resourceId: 'page_1' }],
    ['the index of the action, for each', { action: 'page.*' }],
    ['a search', { metadata: 'book=log' }],
    ['a search behind an index', { resourceId: 'page_1', resourceType: 'page' }],
  ])('neither skips nor repeats by %s', async (_, query) => {
    const asked = 'organizationId' in query ? { ...query, organizationId: globex.id } : query;
    const whole = await readAll(asked, 200);
    expect(whole.length).toBeGreaterThanOrEqual(many);
    expect(whole).toEqual(whole.toSorted().toReversed());
    for (const limit of [1, 3, 4, many]) expect(await readAll(asked, limit)).toEqual(whole);
  });

  it('goes on with what was there, whatever comes in meanwhile', async () => {
    const first = await list({ resourceId: 'page_1', limit: 10 });
    await makeActivity(server, [{ action: 'page.read', resourceId: 'page_1' }]);
    const second = await list({ resourceId: 'page_1', limit: 200, cursor: first.body.nextCursor });
    expect(first.body.items.length + second.body.items.length).toBe(many);
  });
});

describe('GET /api/v1/activity/actions', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/activity/actions')).status).toBe(401);
  });

  it('is for those who may read the log', async () => {
    const finance = await server.operator('finance');
    const answer = await server.inject('GET /api/v1/activity/actions', { as: finance });
    expect(answer.status).toBe(403);
  });

  it('lists every action seen, with its category', async () => {
    const { body } = await server.inject('GET /api/v1/activity/actions', { as: owner });
    expect(body.items).toContainEqual({ action: 'user.login', category: 'auth' });
    const names = body.items.map((item: { action: string }) => item.action);
    expect(names).toEqual(names.toSorted());
  });
});
