import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendRequests } from '../../test/figures/send-requests.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
let viewer: Credential;
let hook: string;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  owner = await server.operator('owner');
  viewer = await server.operator('viewer');
  const { body } = await server.inject('POST /api/v1/sources', {
    as: owner,
    body: { kind: 'load_tests', name: 'k6' },
  });
  hook = `POST ${new URL(body.url).pathname}`;
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ minutes: 10 }));

const summary = (over: { ms?: number; isMet?: boolean; requests?: number } = {}) => {
  const { ms = 100, isMet = true, requests = 200 } = over;
  return {
    root_group: { groups: [], checks: [] },
    state: { testRunDurationMs: 60_000 },
    metrics: {
      http_reqs: { values: { count: requests, rate: 3 } },
      http_req_failed: { values: { rate: 0.02, passes: 4, fails: 196 } },
      http_req_duration: {
        values: { avg: ms / 2, 'p(95)': ms },
        thresholds: { 'p(95)<150': { ok: isMet } },
      },
      'http_req_duration{method:GET,name:/leads}': { values: { avg: ms / 2, 'p(95)': ms } },
      vus: { values: { max: 20 } },
    },
  };
};
const send = async (body: unknown, query: Record<string, string> = {}) => {
  const answer = await server.inject(hook, { body, query });
  expect(answer.status).toBe(200);
  await runJobs(server);
  return answer.body.id as string;
};
const list = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/load-test-runs', { as: viewer, query })).body;
const latest = async (loadTest: string) =>
  (await list()).items.find(
    (run: { loadTest: { name: string } }) => run.loadTest.name === loadTest,
  );
const detail = async (id: string) =>
  (await server.inject(`GET /api/v1/load-test-runs/${id}`, { as: viewer })).body;
const delivery = async (id: string) =>
  (await server.inject(`GET /api/v1/inbox/${id}`, { as: owner })).body;

const absent = 'GET /api/v1/load-test-runs/01900000-0000-7000-8000-000000000001';

describe('the routes of load test runs', () => {
  it.each(['GET /api/v1/load-test-runs', absent])('%s needs a caller who may', async (route) => {
    expect((await server.inject(route)).status).toBe(401);
    const refused = await server.inject(route, { as: await server.operator('finance') });
    expect(refused.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('refuse a filter that is none, and do not find what is not there', async () => {
    const query = { verdict: 'great' };
    const refused = await server.inject('GET /api/v1/load-test-runs', { as: viewer, query });
    expect(refused.error?.code).toBe('invalid_request');
    expect((await server.inject(absent, { as: viewer })).error?.code).toBe('not_found');
  });
});

describe('POST /ingest/load-tests/<key>', () => {
  it('makes a run of a report, counted back from its arrival', async () => {
    const id = await send(summary(), { plan: 'leads' });
    expect((await delivery(id)).state).toBe('done');
    expect(await latest('leads')).toEqual({
      id: expect.any(String),
      loadTest: { id: expect.any(String), name: 'leads' },
      createdAt: new Date(server.clock.now().getTime() - 60_000).toISOString(),
      receivedAt: server.clock.now().toISOString(),
      tool: 'k6',
      verdict: 'passed',
      verdictReason: 'all 1 thresholds met',
      durationMs: 60_000,
      virtualUsers: { count: 20, counted: 'concurrent' },
      requests: 200,
      failed: 4,
      averageMs: 50,
      tail: { percentile: 95, ms: 100 },
      errorRate: 0.02,
      thresholds: [{ metric: 'http_req_duration', condition: 'p(95)<150', isMet: true }],
      analysis: expect.objectContaining({ provider: 'rules', actionRequired: false }),
      autofix: null,
    });
  });

  it('compares a run with the last of the same test that passed', async () => {
    await send(summary(), { plan: 'compared', run: 'good' });
    const passed = await latest('compared');
    server.clock.advance({ hours: 1 });
    await send(summary({ ms: 50 }), { plan: 'another' });
    await send(summary({ ms: 400, isMet: false }), { plan: 'compared', run: 'bad' });
    const failed = await latest('compared');
    expect(failed).toMatchObject({ verdict: 'failed', analysis: { actionRequired: true } });
    expect(failed.analysis.summary.at(-1)).toEqual({
      text: 'p95 400 ms is 300 % slower than in the last run that passed (100 ms on 2026-11-21).',
      sources: [
        { type: 'load_test_run', id: failed.id },
        { type: 'load_test_run', id: passed.id },
      ],
    });
    expect(await detail(failed.id)).toMatchObject({
      routes: [{ method: 'GET', endpoint: '/leads', tail: { percentile: 95, ms: 400 } }],
      baseline: { id: passed.id, tail: { percentile: 95, ms: 100 } },
    });
    expect((await detail(passed.id)).baseline).toBeNull();
  });

  it('compares a route with what production does', async () => {
    const key = await server.ingestKey();
    await sendRequests(server, key, [{ endpoint: '/leads', count: 50, responseTimeMs: 20 }]);
    server.clock.advance({ hours: 2 });
    await send(summary(), { plan: 'production' });
    const { analysis } = await latest('production');
    expect(analysis.diagnosis).toEqual([
      {
        text: expect.stringMatching(
          /^GET \/leads: p95 100 ms under load, 20 ms in production in the week before \(50 requests\)\.$/,
        ),
        sources: [
          expect.objectContaining({ type: 'load_test_run' }),
          expect.objectContaining({ type: 'api_metrics', endpoint: '/leads', method: 'GET' }),
        ],
      },
    ]);
  });

  it('takes the place of a run that is sent again, and changes nothing when it is replayed', async () => {
    const replay = async (id: string) => {
      await server.inject(`POST /api/v1/inbox/${id}/replay`, { as: owner });
      await runJobs(server);
    };
    const first = await send(summary({ requests: 1 }), { plan: 'again', run: '7' });
    const { loadTest } = await latest('again');
    server.clock.advance({ minutes: 1 });
    await send(summary({ requests: 2 }), { plan: 'again', run: '7' });
    await replay(first);
    expect((await list({ loadTestId: loadTest.id })).items).toMatchObject([{ requests: 2 }]);
    server.clock.advance({ minutes: 1 });
    await replay(await send(summary({ requests: 3 }), { plan: 'again' }));
    expect((await list({ loadTestId: loadTest.id })).items).toMatchObject([
      { requests: 3 },
      { requests: 2 },
    ]);
  });

  it('keeps samples of what failed, scrubbed, in the order in which they came', async () => {
    const samples = [500, 502].map((statusCode) => ({
      method: 'POST',
      endpoint: '/jobs',
      statusCode,
      url: 'https://shop.test/jobs?access_token=abcdefgh',
      responseBody: 'x'.repeat(9_000),
      durationMs: 12.5,
    }));
    const body = { report: summary(), samples };
    await send(body, { plan: 'samples', run: '1' });
    await send(body, { plan: 'samples', run: '1' });
    const run = await detail((await latest('samples')).id);
    expect(run.samples).toMatchObject([
      { statusCode: 500, url: 'https://shop.test/jobs?access_token=[scrubbed]', durationMs: 12.5 },
      { statusCode: 502 },
    ]);
    expect(run.samples[0].responseBody).toHaveLength(4_096);
  });

  it('reads lines of k6 that come packed, with the exit code for a verdict', async () => {
    const line = (metric: string, value: number) =>
      JSON.stringify({
        type: 'Point',
        metric,
        data: { time: '2026-11-21T09:00:00Z', value, tags: { name: '/leads', method: 'GET' } },
      });
    const lines = [line('vus', 3), line('http_reqs', 1), line('http_req_duration', 7)].join('\n');
    const answer = await server.inject(hook, {
      body: gzipSync(lines),
      query: { plan: 'lines', exit_code: '105' },
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.status).toBe(200);
    await runJobs(server);
    expect(await latest('lines')).toMatchObject({
      createdAt: '2026-11-21T09:00:00.000Z',
      verdict: 'aborted',
      verdictReason: 'exit code 105 of k6: did not come to its end',
      requests: 1,
      failed: null,
      errorRate: null,
    });
    const { id } = await latest('lines');
    expect((await detail(id)).timeline).toEqual({
      stepSeconds: 1,
      virtualUsers: [3],
      requestsPerSecond: [1],
      failedPerSecond: [null],
      p95Ms: [expect.closeTo(7, 0)],
    });
    const route = `GET /api/v1/load-test-runs/${id}/timeline`;
    const file = await server.inject(route, { as: viewer });
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(file.text.split('\r\n')[0]).toBe(
      'at,virtualUsers,requestsPerSecond,failedPerSecond,p95Ms',
    );
    expect(file.text).toContain('2026-11-21T09:00:00.000Z,3,1,,');
    const { items } = (await server.inject('GET /api/v1/audit-log', { as: owner })).body;
    expect(items[0]).toMatchObject({
      action: 'load_test.timeline_exported',
      targetId: id,
      after: { name: 'lines', rows: 1 },
    });
  });

  it.each([
    ['what no tool writes', { hello: 1 }, {}, 'Looked for'],
    ['an exit code that is none', summary(), { exit_code: 'x' }, 'exit_code'],
    ['an exit code that was never set', summary(), { exit_code: '' }, 'exit_code'],
    ['an exit code that no process has', summary(), { exit_code: '256' }, 'exit_code'],
    ['a time that is none', summary(), { started_at: 'Sunday' }, 'started_at'],
  ])('puts %s on the poison list', async (_, body, query, reason) => {
    const found = await delivery(await send(body, query));
    expect(found.state).toBe('poisoned');
    expect(found.reason).toContain(reason);
  });

  it('believes no time that is still to come', async () => {
    await send(summary(), { plan: 'ahead', started_at: '2031-01-01T00:00:00Z' });
    const { createdAt, receivedAt } = await latest('ahead');
    expect(createdAt < receivedAt).toBe(true);
  });
});

describe('GET /api/v1/load-test-runs', () => {
  it('is paged, newest first, and filtered by verdict', async () => {
    const all = (await list()).items;
    const first = await list({ limit: '2' });
    const next = await list({ limit: '2', cursor: first.nextCursor });
    expect([...first.items, ...next.items]).toEqual(all.slice(0, 4));
    const times = all.map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const failed = (await list({ verdict: 'failed' })).items;
    expect(failed).toEqual(all.filter(({ verdict }: { verdict: string }) => verdict === 'failed'));
    expect(failed).not.toEqual([]);
  });

  it('says what was attempted because of a run', async () => {
    const { id } = await latest('compared');
    const commitSha = 'a'.repeat(40);
    const report = { trigger: 'load_test', triggerId: id, title: 'Index leads', repository: 'a/b' };
    const { token } = await server.ingestKey(['autofix']);
    await server.inject(`POST /ingest/autofix/${token}`, {
      body: { ...report, outcome: 'fixed', commitSha },
    });
    await runJobs(server);
    expect((await latest('compared')).autofix).toEqual({
      id: expect.any(String),
      outcome: 'fixed',
      commitSha,
      commitUrl: `https://github.com/a/b/commit/${commitSha}`,
    });
  });
});
