import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { bySystem, recordAudit, type AuditEvent } from '../access/audit.ts';
import { selectAuditRows } from './audit-log.store.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
  for (const [index, action] of actions.entries()) {
    await record({ action, target: { type: 'thing', id: `thing ${index}` } });
    server.clock.advance({ seconds: 1 });
  }
});
afterAll(() => server.close());

const actions = [
  'view.saved',
  'api_key.created',
  'api_key.revoked',
  'api_keys.x',
  'api.key',
] as const;

type AskedFor = { after?: boolean; action?: string; actorId?: string; targetId?: string };

const record = (event: Pick<AuditEvent, 'action' | 'target'>) =>
  recordAudit(server.db, server.clock, { by: bySystem('test'), ...event });
const list = (query: Record<string, string | number> = {}, as: Credential = owner) =>
  server.inject('GET /api/v1/audit-log', { as, query });
const actionsOf = async (query: Record<string, string | number>): Promise<string[]> =>
  (await list(query)).body.items.map((item: { action: string }) => item.action);

describe('GET /api/v1/audit-log', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/audit-log')).status).toBe(401);
  });

  it.each([
    ['a limit beyond 200', { limit: 201 }, 'invalid_request'],
    ['no limit at all', { limit: 0 }, 'invalid_request'],
    ['a time without a zone', { from: '2026-11-21T10:00:00' }, 'invalid_request'],
    ['an actor that is no id', { actorId: 'me' }, 'invalid_request'],
    ['text that cannot be stored', { targetId: '\u0000' }, 'invalid_request'],
    ['a cursor that was made up', { cursor: 'bm90IGEgY3Vyc29y' }, 'invalid_cursor'],
    [
      'a cursor with no id in it',
      { cursor: Buffer.from(`1.${'-'.repeat(36)}`).toString('base64url') },
      'invalid_cursor',
    ],
  ])('refuses %s', async (_, query, code) => {
    expect((await list(query)).error?.code).toBe(code);
  });

  it('is for those who may read it', async () => {
    const answer = await list({}, await server.operator('support'));
    expect(answer.error?.details).toEqual({
      permission: 'audit_log.read',
      grantedBy: ['owner', 'operator'],
    });
  });

  it('answers newest first, to a key too', async () => {
    const key = await server.apiKey('operator');
    const { status, body } = await list({ targetId: 'thing 2' }, key);
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        {
          id: expect.any(String),
          action: 'api_key.revoked',
          actor: { kind: 'system', id: null, label: 'test' },
          targetType: 'thing',
          targetId: 'thing 2',
          before: null,
          after: null,
          ipAddress: null,
          requestId: null,
          createdAt: '2026-11-21T10:00:02.000Z',
        },
      ],
      nextCursor: null,
    });
    expect((await actionsOf({ to: '2026-11-21T10:00:05Z' })).slice(0, 2)).toEqual([
      'api.key',
      'api_keys.x',
    ]);
  });

  it('shows what was and became, and whence it was asked', async () => {
    const answer = await server.inject('POST /api/v1/saved-views', {
      as: owner,
      body: { page: 'activity', name: 'Mine', shared: false, search: '' },
      remoteAddress: '2001:db8::7',
    });
    const { items } = (await list({ targetId: answer.body.id })).body;
    expect(items).toMatchObject([
      {
        action: 'saved_view.created',
        actor: { kind: 'operator', id: owner.id, label: owner.label },
        after: { page: 'activity', name: 'Mine', shared: false, search: '' },
        ipAddress: '2001:db8::7',
        requestId: answer.headers['x-request-id'],
      },
    ]);
    expect((await list({ actorId: owner.id })).body.items).toHaveLength(1);
  });

  it('filters by an action, or by what it begins with', async () => {
    expect(await actionsOf({ action: 'api_keys.x' })).toEqual(['api_keys.x']);
    expect(await actionsOf({ action: 'api_key.*', to: '2026-11-21T10:00:05Z' })).toEqual([
      'api_key.revoked',
      'api_key.created',
    ]);
    expect(await actionsOf({ action: 'API_KEY.*' })).toEqual([]);
    expect(await actionsOf({ action: 'api_k%' })).toEqual([]);
  });

  it('filters by time, from and up to but without', async () => {
    const range = { from: '2026-11-21T11:00:01+01:00', to: '2026-11-21T10:00:03Z' };
    expect(await actionsOf(range)).toEqual(['api_key.revoked', 'api_key.created']);
  });

  it('pages without losing or repeating, also through entries of one moment', async () => {
    server.clock.set('2026-11-22T10:00:00Z');
    for (let index = 0; index < 25; index += 1)
      await record({ action: 'paging.test', target: { type: 'thing', id: `page ${index}` } });
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const { body } = await list({ action: 'paging.test', limit: 10, ...(cursor && { cursor }) });
      seen.push(...body.items.map((item: { targetId: string }) => item.targetId));
      cursor = body.nextCursor;
      pages += 1;
    } while (cursor !== null);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(25);
    expect(seen).toHaveLength(25);
  });

  it('offers no further page when the last one is exactly full', async () => {
    const { body } = await list({ action: 'paging.test', limit: 25 });
    expect([body.items.length, body.nextCursor]).toEqual([25, null]);
  });
});

describe('selectAuditRows', () => {
  beforeAll(async () => {
    await server.owner.query(
      `insert into audit_log (created_at, id, action, actor_kind, actor_id, actor_label, target_id)
       select '2026-01-01Z'::timestamptz + n * interval '1 second', gen_random_uuid(),
         'bulk.' || n % 500, 'operator', md5((n % 500)::text)::uuid, 'bulk', 'bulk ' || n % 500
       from generate_series(1, 20000) as n`,
    );
    await server.owner.query('analyze audit_log');
  });

  it.each([
    ['the newest', {}, 'audit_log_pkey'],
    ['the next page', { after: true }, 'audit_log_pkey'],
    ['an actor', { actorId: 'c4ca4238-a0b9-2382-0dcc-509a6f75849b' }, 'audit_log_actor'],
    ['a target', { targetId: 'bulk 1' }, 'audit_log_target'],
    ['an action', { action: 'bulk.1' }, 'audit_log_action'],
    ['a prefix', { action: 'bulk.499*' }, 'audit_log_action'],
  ])('finds %s by an index', async (_, { after: hasCursor, ...filter }: AskedFor, index) => {
    const after = hasCursor ? { at: new Date('2026-01-01T01:00:00Z'), id: owner.id } : undefined;
    const rows = await selectAuditRows(server.db, filter, { limit: 51, after }).explain();
    const plan = rows.map((row) => Object.values(row).join('')).join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toContain('Seq Scan');
  });
});
