import type { AddressInfo } from 'node:net';
import type { Activity } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { makeActivity, makeOrganization, makeUser } from '../../../test/make.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../../test/server.ts';

type Query = NonNullable<InjectOptions['query']>;

let server: TestServer;
let owner: Credential;
let acme: { id: string };

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  owner = await server.operator('owner');
  acme = await makeOrganization(server, { name: 'Acme, Inc.' });
  const globex = await makeOrganization(server, { name: 'Globex' });
  const ada = await makeUser(server);
  await makeActivity(
    server,
    Array.from({ length: 1_203 }, (_, index) => ({
      action: index % 3 === 0 ? 'lead.created' : 'task.created',
      organizationId: index % 2 === 0 ? acme.id : globex.id,
      userId: ada.id,
      resourceType: 'thing',
      resourceId: `=thing ${index % 7}`,
      metadata: { index, note: 'a "quoted", note' },
      ipAddress: '203.0.113.7',
      userAgent: 'curl/8',
      createdAt: new Date(Date.UTC(2026, 10, 20, 12, 0, 0, index)),
    })),
  );
});
afterAll(() => server.close());

const get = (query: Query, as: Credential = owner) =>
  server.inject('GET /api/v1/activity/export', { as, query });

const linesOf = (text: string): string[] => (text === '' ? [] : text.trimEnd().split(/\r?\n/));

const listed = async (query: Query): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { body } = await server.inject('GET /api/v1/activity', {
      as: owner,
      query: { ...query, limit: 200, ...(cursor && { cursor }) },
    });
    ids.push(...body.items.map((item: Activity) => item.id));
    cursor = body.nextCursor;
  }
  return ids;
};

describe('GET /api/v1/activity/export', () => {
  it('needs a session or a key', async () => {
    const answer = await server.inject('GET /api/v1/activity/export', { query: { format: 'csv' } });
    expect(answer.status).toBe(401);
  });

  it.each<[string, Query]>([
    ['no format', {}],
    ['an unknown format', { format: 'xlsx' }],
    ['an unknown time zone', { format: 'csv', timeZone: 'Mars/Olympus' }],
    ['an offset for a time zone', { format: 'csv', timeZone: '+02:00' }],
    ['a filter that is not valid', { format: 'csv', metadata: 'x' }],
  ])('refuses %s', async (_, query) => {
    expect((await get(query)).error?.code).toBe('invalid_request');
  });

  it('is for those who may export', async () => {
    const answer = await get({ format: 'csv' }, await server.operator('support'));
    expect(answer.error?.details).toMatchObject({ permission: 'activity.export' });
  });

  it.each<[string, Query]>([
    ['everything', {}],
    ['an organization', { organizationId: 'replaced' }],
    ['actions', { action: ['lead.*', 'task.created'] }],
    ['a resource', { resourceId: '=thing 3' }],
    ['what is searched for', { metadata: 'note=a "quoted", note', action: 'lead.created' }],
    ['a range', { from: '2026-11-20T12:00:00.100Z', to: '2026-11-20T12:00:00.900Z' }],
    ['nothing', { action: 'never.seen' }],
  ])('gives of %s exactly what the list gives, in the same order', async (_, query) => {
    const asked = 'organizationId' in query ? { ...query, organizationId: acme.id } : query;
    const ids = await listed(asked);
    const answer = await get({ ...asked, format: 'ndjson' });
    expect(answer.status).toBe(200);
    const exported = linesOf(answer.text).map((line) => (JSON.parse(line) as Activity).id);
    expect(exported).toEqual(ids);
  });

  it('writes NDJSON of the shape of the list', async () => {
    const answer = await get({ format: 'ndjson', resourceId: '=thing 0' });
    expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const list = await server.inject('GET /api/v1/activity', {
      as: owner,
      query: { resourceId: '=thing 0', limit: 1 },
    });
    expect(JSON.parse(linesOf(answer.text)[0] ?? '')).toEqual(list.body.items[0]);
  });

  it('writes CSV with a header, under a name with the day', async () => {
    const answer = await get({ format: 'csv', timeZone: 'Europe/Berlin', action: 'lead.created' });
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="activity-2026-11-21.csv"',
    );
    const lines = linesOf(answer.text);
    expect(lines).toHaveLength(1 + 401);
    expect(lines[0]).toMatch(/^createdAt,createdAtLocal,id,action,/);
    expect(lines[1]).toMatch(
      /^2026-11-20T12:00:01\.200Z,2026-11-20 13:00:01,[0-9a-f-]{36},lead\.created,lead,/,
    );
    expect(lines[1]).toContain(`,"Acme, Inc.",`);
    expect(lines[1]).toContain(`,'=thing 3,`);
    expect(lines[1]).toContain(`203.0.113.7,curl/8`);
  });

  it('writes only the header of CSV when there is nothing', async () => {
    expect(linesOf((await get({ format: 'csv', action: 'never.seen' })).text)).toHaveLength(1);
  });

  it('is in the audit log, with the filters and the number of rows', async () => {
    server.clock.advance({ minutes: 1 });
    const query = { format: 'csv', action: 'lead.created', organizationId: acme.id };
    await get(query);
    expect((await readAudit(server, 'activity.exported')).at(-1)).toMatchObject({
      actor_kind: 'operator',
      actor_id: owner.id,
      after: {
        format: 'csv',
        filter: { action: ['lead.created'], organizationId: acme.id },
        rows: 201,
        complete: true,
      },
    });
  });

  it('ends when the client goes away, and says so in the audit log', async () => {
    server.clock.advance({ minutes: 1 });
    await makeBulk();
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.app.server.address() as AddressInfo;
    const leaving = new AbortController();
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/activity/export?format=csv`, {
      headers: { ...owner.headers, host: 'localhost:4600' },
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    leaving.abort();
    await vi.waitFor(async () => {
      expect((await readAudit(server, 'activity.exported')).at(-1)?.['after']).toMatchObject({
        complete: false,
        rows: expect.any(Number),
      });
    }, 5_000);
    const { after } = (await readAudit(server, 'activity.exported')).at(-1) ?? {};
    expect((after as { rows: number }).rows).toBeLessThan(40_000);
  });
});

/** More than all buffers between here and the client hold. */
const makeBulk = () =>
  server.owner.query(
    `insert into activity_log (created_at, received_at, id, action, category, metadata)
     select '2026-11-19'::timestamptz - n * interval '1 second', now(), gen_random_uuid(),
       'bulk.row', 'other', jsonb_build_object('text', repeat('x', 1000))
     from generate_series(1, 40000) n`,
  );
