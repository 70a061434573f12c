import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
let hooks: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
  const connect = async (kind: string): Promise<string> => {
    const { body } = await server.inject('POST /api/v1/sources', {
      as: owner,
      body: { kind, name: kind },
    });
    return `POST ${new URL(body.url).pathname}`;
  };
  hooks = { autofix: await connect('autofix'), load_tests: await connect('load_tests') };
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ seconds: 1 }));

const now = (): string => server.clock.now().toISOString();
const send = (kind: string, body: unknown) => server.inject(hooks[kind] ?? '', { body });
const depth = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/inbox-depth', { as: owner, query })).body;
const replayAll = (body: unknown, as: Credential = owner) =>
  server.inject('POST /api/v1/inbox/replay', { as, body });
const report = { trigger: 'ci', title: 'Mend the lint', outcome: 'skipped' };

describe('GET /api/v1/inbox-depth', () => {
  it('needs a session or a key, and the permission', async () => {
    expect((await server.inject('GET /api/v1/inbox-depth')).status).toBe(401);
    const as = await server.operator('viewer');
    const answer = await server.inject('GET /api/v1/inbox-depth', { as });
    expect(answer.error?.details).toMatchObject({ permission: 'inbox.read' });
  });

  it('counts what waits and what is poisoned, and says since when', async () => {
    expect(await depth()).toEqual({
      asOf: now(),
      waiting: 0,
      oldestWaitingAt: null,
      poisoned: 0,
      oldestPoisonedAt: null,
    });
    await send('autofix', { trigger: 'weather' });
    const first = now();
    server.clock.advance({ minutes: 1 });
    await send('load_tests', { no: 'report' });
    await runJobs(server);
    server.clock.advance({ minutes: 1 });
    await send('autofix', report);
    expect(await depth()).toMatchObject({
      waiting: 1,
      oldestWaitingAt: now(),
      poisoned: 2,
      oldestPoisonedAt: first,
    });
    expect(await depth({ kind: 'load_tests' })).toMatchObject({ waiting: 0, poisoned: 1 });
    await runJobs(server);
    expect(await depth()).toMatchObject({ waiting: 0, poisoned: 2 });
  });
});

describe('POST /api/v1/inbox/replay', () => {
  it('is for those who may, and wants to know until when', async () => {
    const body = { poisonedUntil: now() };
    expect((await server.inject('POST /api/v1/inbox/replay', { body })).status).toBe(401);
    const support = await server.operator('support');
    expect((await replayAll(body, support)).error?.details).toMatchObject({
      permission: 'inbox.replay',
    });
    expect((await replayAll({})).error?.code).toBe('invalid_request');
  });

  it('reads again what was poisoned by then, of one kind or all, with one line in the audit log', async () => {
    const { asOf } = await depth();
    server.clock.advance({ minutes: 1 });
    await send('autofix', { trigger: 'late' });
    await runJobs(server);
    expect((await replayAll({ poisonedUntil: asOf, kind: 'load_tests' })).body).toEqual({
      replayed: 1,
    });
    expect(await depth()).toMatchObject({ waiting: 1, poisoned: 2 });
    expect((await replayAll({ poisonedUntil: asOf })).body).toEqual({ replayed: 1 });
    expect(await depth()).toMatchObject({ waiting: 2, poisoned: 1 });
    expect((await readAudit(server, 'inbox.replayed')).at(-1)).toMatchObject({
      actor_label: 'owner@example.com',
      before: { state: 'poisoned' },
      after: { state: 'waiting', count: 1 },
    });
    await runJobs(server);
    expect(await depth()).toMatchObject({ waiting: 0, poisoned: 3 });
  });

  it('reads what can be read by now', async () => {
    await server.owner.query('alter table autofix_runs rename to autofix_runs_away');
    const { id } = (await send('autofix', report)).body;
    await server.owner.query(
      `update inbox set state = 'poisoned', processed_at = $1 where id = $2`,
      [now(), id],
    );
    await server.owner.query('alter table autofix_runs_away rename to autofix_runs');
    await replayAll({ poisonedUntil: now() });
    await runJobs(server);
    const found = await server.inject(`GET /api/v1/inbox/${id}`, { as: owner });
    expect(found.body).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('says nothing where there was nothing to replay', async () => {
    await server.owner.query(`delete from inbox where state = 'poisoned'`);
    const before = (await readAudit(server, 'inbox.replayed')).length;
    expect((await replayAll({ poisonedUntil: now() })).body).toEqual({ replayed: 0 });
    expect(await readAudit(server, 'inbox.replayed')).toHaveLength(before);
  });
});

describe('who looks', () => {
  it('hears of what comes, and of what it was read into, after the commit', async () => {
    const heard = new Set<string>();
    const stop = server.changes.subscribe((news) => {
      if (news !== 'everything') for (const topic of news) heard.add(topic);
    });
    // What was announced before is told first.
    server.changes.announce('customers');
    await expect.poll(() => [...heard]).toContain('customers');
    heard.clear();
    await send('autofix', report);
    await expect.poll(() => [...heard]).toContain('inbox');
    expect(heard).not.toContain('autofix');
    await runJobs(server);
    await expect.poll(() => [...heard]).toContain('autofix');
    stop();
  });
});
