import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let viewer: Credential;
let hook: string;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  viewer = await server.operator('viewer');
  const { token } = await server.ingestKey(['autofix']);
  hook = `POST /ingest/autofix/${token}`;
});
afterAll(() => server.close());

const report = async (body: object, query: Record<string, string> = {}): Promise<void> => {
  const answer = await server.inject(hook, { body, query });
  expect(answer.status).toBe(200);
};
const attempt = (over: object) => ({ trigger: 'ci', title: 'Lint', outcome: 'skipped', ...over });
const list = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/autofix-runs', { as: viewer, query })).body.items;
const figures = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/autofix-figures', { as: viewer, query })).body;
const titles = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await list(query)).map(({ title }: { title: string }) => title);

const sha = 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0';

describe('the routes of autofix', () => {
  it.each(['GET /api/v1/autofix-runs', 'GET /api/v1/autofix-figures'])(
    '%s needs a session or a key, and the permission',
    async (route) => {
      expect((await server.inject(route)).status).toBe(401);
      const as = await server.operator('finance');
      expect((await server.inject(route, { as })).error?.details).toMatchObject({
        permission: 'operations.read',
      });
    },
  );

  it('says that nothing was ever attempted', async () => {
    const { hasAttempts, current, repositories } = await figures();
    expect([hasAttempts, current.total.attempts, repositories]).toEqual([false, 0, []]);
  });
});

describe('GET /api/v1/autofix-runs', () => {
  beforeAll(async () => {
    const at = (daysAgo: number, hour = '08'): string => `2026-11-${21 - daysAgo}T${hour}:00:00Z`;
    await report(attempt({ title: 'Old', outcome: 'failed', error: 'Out of turns', at: at(9) }));
    await report(
      attempt({
        trigger: 'sentry',
        title: 'Null lead',
        outcome: 'fixed',
        commitSha: sha,
        repository: 'acme/shop',
        at: at(2),
      }),
    );
    await report(
      attempt({ trigger: 'load_test', title: 'Slow search', repository: 'acme/api', at: at(1) }),
    );
    const execution = [
      { type: 'system', subtype: 'init', model: 'claude-sonnet-4-5' },
      {
        type: 'result',
        subtype: 'success',
        is_error: true,
        result: 'API Error: overloaded\n  at retry',
        num_turns: 4,
        duration_ms: 61_500.4,
        total_cost_usd: 0.1234,
      },
    ];
    await report(execution, {
      trigger: 'ci',
      title: 'Types',
      repository: 'acme/shop',
      id: 'run-1',
      at: at(0),
      testsPassed: '41',
      testsFailed: '2',
      workflow: 'Checks',
      branch: 'main',
    });
    await runJobs(server);
  });

  it('lists attempts, newest first, with the first line of what failed', async () => {
    const [types, slow, lead] = await list();
    expect(types).toEqual({
      id: expect.any(String),
      createdAt: '2026-11-21T08:00:00.000Z',
      trigger: 'ci',
      triggerId: null,
      triggerUrl: null,
      outcome: 'failed',
      title: 'Types',
      error: 'API Error: overloaded',
      repository: 'acme/shop',
      commitSha: null,
      commitUrl: null,
      workflowUrl: null,
      model: 'claude-sonnet-4-5',
      turns: 4,
      durationMs: 61_500,
      costUsd: 0.1234,
      verification: 'failed',
      testsPassed: 41,
      testsFailed: 2,
      workflow: 'Checks',
      branch: 'main',
      fate: null,
      deploy: null,
      reopenedAt: null,
      heldAt: null,
    });
    expect(slow).toMatchObject({ title: 'Slow search', outcome: 'skipped' });
    expect(lead.commitUrl).toBe(`https://github.com/acme/shop/commit/${sha}`);
    const whole = await server.inject(`GET /api/v1/autofix-runs/${types.id}`, { as: viewer });
    expect(whole.body.error).toBe('API Error: overloaded\n  at retry');
  });

  it.each([
    [{ trigger: 'sentry' }, ['Null lead']],
    [{ outcome: 'failed' }, ['Types', 'Old']],
    [{ repository: 'acme/shop' }, ['Types', 'Null lead']],
    [{ repository: 'acme/shop', outcome: 'fixed' }, ['Null lead']],
    [{ repository: 'acme/none' }, []],
    [{ from: '2026-11-20T00:00:00Z', to: '2026-11-21T08:00:00Z' }, ['Slow search']],
  ])('filters by %j', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it.each([
    { trigger: 'weather' },
    { outcome: 'lost' },
    { repository: 'no slash' },
    { cursor: 'x' },
  ])('refuses %j', async (query) => {
    const answer = await server.inject('GET /api/v1/autofix-runs', { as: viewer, query });
    expect(answer.status).toBe(400);
  });

  it('takes a report that is sent again for the same attempt', async () => {
    const before = await titles();
    await report(
      attempt({
        id: 'run-1',
        title: 'Types',
        outcome: 'fixed',
        commitSha: sha,
        at: '2026-11-21T08:00:00Z',
      }),
    );
    await runJobs(server);
    expect(await titles()).toEqual(before);
    expect((await list())[0]).toMatchObject({ outcome: 'fixed', commitUrl: null });
  });
});

describe('GET /api/v1/autofix-figures', () => {
  const counts = (fixed: number, skipped: number, failed: number) => ({
    attempts: fixed + skipped + failed,
    fixed,
    skipped,
    failed,
  });

  it('counts what came of the attempts of a range, beside the time before', async () => {
    const from = '2026-11-14T10:00:00Z';
    expect(await figures({ from })).toEqual({
      asOf: '2026-11-21T10:00:00.000Z',
      current: {
        from: '2026-11-14T10:00:00.000Z',
        to: '2026-11-21T10:00:00.000Z',
        total: counts(2, 1, 0),
        byTrigger: { sentry: counts(1, 0, 0), load_test: counts(0, 1, 0), ci: counts(1, 0, 0) },
      },
      previous: {
        from: '2026-11-07T10:00:00.000Z',
        to: '2026-11-14T10:00:00.000Z',
        total: counts(0, 0, 1),
        byTrigger: { sentry: counts(0, 0, 0), load_test: counts(0, 0, 0), ci: counts(0, 0, 1) },
      },
      repositories: ['acme/api', 'acme/shop'],
      hasAttempts: true,
    });
  });

  it('counts the rows that the list shows with the same filters', async () => {
    const range = { from: '2026-11-01T00:00:00Z' };
    for (const filter of [{}, { trigger: 'ci' }, { repository: 'acme/shop' }]) {
      const query: Record<string, string> = { ...range, ...filter };
      const { total } = (await figures(query)).current;
      expect(total.attempts).toBe((await titles(query)).length);
      expect(total.failed).toBe((await titles({ ...query, outcome: 'failed' })).length);
    }
  });

  it('offers the repositories of all attempts, whichever is chosen', async () => {
    const { repositories } = await figures({
      from: '2026-11-01T00:00:00Z',
      repository: 'acme/shop',
    });
    expect(repositories).toEqual(['acme/api', 'acme/shop']);
  });

  it('refuses a range that is empty or too long', async () => {
    for (const query of [
      { from: '2026-11-21T10:00:00Z', to: '2026-11-20T10:00:00Z' },
      { from: '1990-01-01T00:00:00Z' },
    ])
      expect(
        (await server.inject('GET /api/v1/autofix-figures', { as: viewer, query })).error?.code,
      ).toBe('invalid_request');
  });
});
