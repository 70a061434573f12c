import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { makeJobsDue, runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
let hook: string;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
  const { body } = await server.inject('POST /api/v1/sources', {
    as: owner,
    body: { kind: 'autofix', name: 'CI' },
  });
  hook = `POST ${new URL(body.url).pathname}`;
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ seconds: 1 }));

const report = (over: Record<string, unknown> = {}) => ({
  trigger: 'ci',
  title: 'Mend the lint',
  outcome: 'skipped',
  ...over,
});
const inbox = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/inbox', { as: owner, query })).body.items;
const find = async (id: string) =>
  (await server.inject(`GET /api/v1/inbox/${id}`, { as: owner })).body;
const runs = async () =>
  (await server.inject('GET /api/v1/autofix-runs', { as: owner })).body.items;

describe('what a source sends', () => {
  it.each([
    ['an unknown key', 'POST /ingest/autofix/tfs_unknown'],
    ['no key', 'POST /ingest/autofix/'],
  ])('is refused with %s', async (_, route) => {
    expect([401, 404]).toContain((await server.inject(route, { body: report() })).status);
  });

  it('is refused with the key of another kind of source', async () => {
    const { body } = await server.inject('POST /api/v1/sources', {
      as: owner,
      body: { kind: 'stripe', name: 'Stripe' },
    });
    const key = String(body.url).split('/').at(-1);
    expect((await server.inject(`POST /ingest/autofix/${key}`, { body: report() })).status).toBe(
      401,
    );
  });

  it('is taken with an ingest key that has the scope, and no other', async () => {
    const may = await server.ingestKey(['autofix']);
    const mayNot = await server.ingestKey(['batch']);
    const sendWith = (token: string) =>
      server.inject(`POST /ingest/autofix/${token}`, { body: report() });
    const refused = await sendWith(mayNot.token);
    expect(refused.error).toMatchObject({ code: 'forbidden', details: { scope: 'autofix' } });
    expect(refused.error?.message).toBe(
      'The ingest key "Test ingest" lacks the scope autofix: it has batch.',
    );
    expect((await sendWith((await server.apiKey()).token)).status).toBe(401);
    const { status, body } = await sendWith(may.token);
    expect(status).toBe(200);
    expect((await find(body.id)).sender).toEqual({ id: may.id, name: 'Test ingest' });
  });

  it('is stored before it is answered, and read afterwards', async () => {
    const body = report({ title: 'Stored first' });
    const answer = await server.inject(`${hook}?note=a&note=b`, {
      body,
      headers: { 'user-agent': 'curl/8', 'x-hub-signature-256': 'sha256=00', cookie: 'a=b' },
    });
    expect(answer.status).toBe(200);
    const stored = await find(answer.body.id);
    expect(stored).toMatchObject({
      kind: 'autofix',
      sender: { name: 'CI' },
      receivedAt: server.clock.now().toISOString(),
      state: 'waiting',
      reason: null,
      attempts: 0,
      processedAt: null,
      body: JSON.stringify(body),
      bodyIsCut: false,
      sizeBytes: JSON.stringify(body).length,
      isTest: false,
    });
    expect(stored.headers).toMatchObject({ 'user-agent': 'curl/8' });
    expect(Object.keys(stored.headers)).not.toContain('x-hub-signature-256');
    expect(Object.keys(stored.headers)).not.toContain('cookie');

    await runJobs(server);
    expect(await find(answer.body.id)).toMatchObject({ state: 'done', attempts: 1 });
    expect((await runs())[0]).toMatchObject({ title: 'Stored first', outcome: 'skipped' });
  });

  it('may be packed', async () => {
    const body = gzipSync(JSON.stringify(report({ title: 'Packed' })));
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const answer = await server.inject(hook, { body, headers });
    expect((await find(answer.body.id)).body).toBe(JSON.stringify(report({ title: 'Packed' })));
  });

  it.each([
    ['is larger than its driver takes', 'x'.repeat(8 * 1024 * 1024 + 1), {}, 413],
    [
      'unpacks to more',
      gzipSync(Buffer.alloc(9 * 1024 * 1024)),
      { 'content-encoding': 'gzip' },
      413,
    ],
    ['is cut off', gzipSync('abc').subarray(0, 12), { 'content-encoding': 'gzip' }, 400],
    ['is packed otherwise', 'abc', { 'content-encoding': 'br' }, 415],
  ])('is refused when it %s', async (_, body, headers, status) => {
    const before = (await inbox()).length;
    const answer = await server.inject(hook, {
      body,
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });
    expect(answer.status).toBe(status);
    expect(await inbox()).toHaveLength(before);
  });

  it('goes to the poison list when nobody can read it, with the reason', async () => {
    for (const body of ['', 'not json', '{"trigger":"ci"}', '[]', '\u0000']) {
      const answer = await server.inject(hook, { body, headers: { 'content-type': 'text/plain' } });
      expect(answer.status).toBe(200);
      await runJobs(server);
      const found = await find(answer.body.id);
      expect(found).toMatchObject({ state: 'poisoned', attempts: 1 });
      expect(found.reason).toMatch(/\S/);
      expect(found.processedAt).toBe(server.clock.now().toISOString());
    }
    expect(await inbox({ state: 'poisoned' })).toHaveLength(5);
  });

  it('is tried again when reading fails for a passing reason, and poisoned in the end', async () => {
    const { id } = (await server.inject(hook, { body: report({ title: 'Unlucky' }) })).body;
    await server.owner.query('alter table autofix_runs rename to autofix_runs_away');
    await runJobs(server);
    expect(await find(id)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      reason: expect.stringContaining('autofix_runs'),
    });
    await expect
      .poll(
        async () => {
          await makeJobsDue(server);
          await runJobs(server);
          return find(id);
        },
        { timeout: 20_000, interval: 1 },
      )
      .toMatchObject({ state: 'poisoned', attempts: 12 });
    await server.owner.query('alter table autofix_runs_away rename to autofix_runs');

    const replayed = await server.inject(`POST /api/v1/inbox/${id}/replay`, { as: owner });
    expect(replayed.body).toMatchObject({ state: 'waiting', attempts: 0, reason: null });
    await runJobs(server);
    expect(await find(id)).toMatchObject({ state: 'done' });
    expect((await runs())[0]).toMatchObject({ title: 'Unlucky' });
  });
});

describe('GET /api/v1/inbox', () => {
  it('needs a session or a key, and the permission', async () => {
    expect((await server.inject('GET /api/v1/inbox')).status).toBe(401);
    const answer = await server.inject('GET /api/v1/inbox', {
      as: await server.operator('viewer'),
    });
    expect(answer.error?.details).toMatchObject({ permission: 'inbox.read' });
  });

  it('refuses a state that does not exist, and the cursor of another list', async () => {
    for (const query of [{ state: 'lost' }, { cursor: 'x' }])
      expect((await server.inject('GET /api/v1/inbox', { as: owner, query })).status).toBe(400);
  });

  it('lists by page, newest first, each delivery once', async () => {
    const all = await inbox({ limit: '200' });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = { limit: '2', ...(cursor && { cursor }) };
      const { body } = await server.inject('GET /api/v1/inbox', { as: owner, query });
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all.map((item: { id: string }) => item.id));
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('GET /api/v1/inbox/:id', () => {
  it('cuts a body that is long', async () => {
    const { id } = (await server.inject(hook, { body: 'x'.repeat(70_000) })).body;
    const { body, bodyIsCut, sizeBytes } = await find(id);
    expect([body.length, bodyIsCut, sizeBytes]).toEqual([65_536, true, 70_000]);
  });

  it('does not find what is not there', async () => {
    const route = 'GET /api/v1/inbox/01900000-0000-7000-8000-000000000001';
    expect((await server.inject(route, { as: owner })).status).toBe(404);
  });
});

describe('POST /api/v1/inbox/:id/replay', () => {
  it('is for those who may, and is in the audit log', async () => {
    const { id } = (await server.inject(hook, { body: report() })).body;
    await runJobs(server);
    const route = `POST /api/v1/inbox/${id}/replay`;
    expect((await server.inject(route)).status).toBe(401);
    expect((await server.inject(route, { as: await server.operator('finance') })).status).toBe(403);
    await server.inject(route, { as: owner });
    expect((await readAudit(server, 'delivery.replayed')).at(-1)).toMatchObject({
      actor_label: 'owner@example.com',
      target_id: id,
      before: { state: 'done' },
    });
  });

  it('changes nothing when it is read twice', async () => {
    const before = (await runs()).length;
    const { id } = (await server.inject(hook, { body: report({ title: 'Twice' }) })).body;
    await runJobs(server);
    await server.inject(`POST /api/v1/inbox/${id}/replay`, { as: owner });
    await runJobs(server);
    expect(await runs()).toHaveLength(before + 1);
  });
});
