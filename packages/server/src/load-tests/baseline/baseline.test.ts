import type { LoadTestRunDetail } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { runJobs } from '../../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let owner: Credential;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner');
  key = await server.ingestKey(['load_tests']);
});
afterAll(() => server.close());

/** A run of a test, an hour after the one before; answers its id. */
const report = async (plan: string, ms: number, exitCode = '0'): Promise<string> => {
  server.clock.advance({ hours: 1 });
  await server.inject(`POST /ingest/load-tests/${key.token}`, {
    query: { plan, exit_code: exitCode },
    body: {
      root_group: {},
      metrics: {
        http_reqs: { values: { count: 100 } },
        http_req_duration: { values: { avg: ms, 'p(95)': ms } },
      },
    },
  });
  await runJobs(server);
  const { body } = await server.inject('GET /api/v1/load-test-runs', { as: owner });
  return body.items[0].id;
};
const read = async (id: string, query: Record<string, string> = {}): Promise<LoadTestRunDetail> =>
  (await server.inject(`GET /api/v1/load-test-runs/${id}`, { as: owner, query })).body;
const accept = async (test: string, runId: string | null, as: Credential = owner) =>
  server.inject(`PUT /api/v1/load-tests/${test}/baseline`, { as, body: { runId } });

const nowhere = '01900000-0000-7000-8000-000000000001';

describe('PUT /api/v1/load-tests/:id/baseline', () => {
  it('needs a caller who may, a test, and a run of it', async () => {
    const route = `PUT /api/v1/load-tests/${nowhere}/baseline`;
    expect((await server.inject(route, { body: { runId: null } })).status).toBe(401);
    expect((await server.inject(route, { as: owner, body: { runId: 7 } })).status).toBe(400);
    const refused = await accept(nowhere, null, await server.operator('viewer'));
    expect(refused.error?.details).toMatchObject({ permission: 'load_tests.manage' });
    expect((await accept(nowhere, null)).status).toBe(404);
    const other = await report('other', 100);
    const mine = await read(await report('mine', 100));
    expect((await accept(mine.loadTest.id, other)).status).toBe(404);
  });

  it('is what later runs are compared with, and is in the audit log', async () => {
    const first = await report('leads', 100);
    const slow = await report('leads', 400, '99');
    const test = (await read(slow)).loadTest.id;
    expect((await accept(test, slow)).status).toBe(204);
    // What was before it stays as it was.
    expect((await read(first)).baseline).toBeNull();
    const later = await read(await report('leads', 420));
    expect(later.baseline).toMatchObject({ id: slow, chosen: 'accepted' });
    expect(later.analysis?.summary.at(-1)?.text).toMatch(
      /^p95 420 ms is 5 % slower than in the accepted baseline \(400 ms on /,
    );
    const listed = await server.inject('GET /api/v1/load-tests', { as: owner });
    expect(listed.body.items).toContainEqual({
      id: test,
      name: 'leads',
      plan: null,
      acceptedBaselineId: slow,
    });
    await accept(test, slow);
    expect((await accept(test, null)).status).toBe(204);
    expect((await read(later.id)).baseline).toMatchObject({ id: first, chosen: 'last_passed' });
    expect(await readAudit(server, 'load_test.baseline_accepted')).toMatchObject([
      { target_id: test, after: { name: 'leads', baselineRunId: slow } },
    ]);
    expect(await readAudit(server, 'load_test.baseline_removed')).toMatchObject([
      { before: { baselineRunId: slow }, after: { baselineRunId: null } },
    ]);
  });
});

describe('GET /api/v1/load-test-runs/:id?baseline=', () => {
  it('compares with another run of the same test, and leaves aside what is none', async () => {
    const failed = await report('asked', 300, '99');
    const passed = await report('asked', 100);
    const later = await report('asked', 120);
    expect((await read(later, { baseline: failed })).baseline).toMatchObject({
      id: failed,
      chosen: 'asked',
      tail: { percentile: 95, ms: 300 },
    });
    const other = await report('asked elsewhere', 100);
    for (const baseline of [other, nowhere, later])
      expect((await read(later, { baseline })).baseline).toMatchObject({
        id: passed,
        chosen: 'last_passed',
      });
  });
});
