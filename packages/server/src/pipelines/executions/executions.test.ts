import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { explainQueries } from '../../../test/explain.ts';
import { fillPipelines } from '../../../test/figures/many-runs.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { listExecutionRows } from './executions.store.ts';

const now = '2026-11-21T10:00:00Z';
const runId = randomUUID();
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
let server: TestServer;
let viewer: Credential;

const execution = (id: string, attempt: number, more: object) => ({
  kind: 'stage_execution',
  id,
  runId,
  pipeline: 'discovery',
  stage: 'search',
  attempt,
  createdAt: `2026-11-21T09:5${attempt}:00.000Z`,
  ...more,
});

beforeAll(async () => {
  server = await startTestServer({ now });
  const before = '2026-11-20T10:00:00Z';
  await fillPipelines(server.owner, { runs: 20_000, days: 60, before, pipelines: 5, stages: 4 });
  viewer = await server.operator('viewer');
  await sendBatch(server, await server.ingestKey(), [
    { kind: 'pipeline_run', id: runId, pipeline: 'discovery', status: 'running', createdAt: now },
    execution('first', 1, {
      status: 'failed',
      errorType: 'TimeoutError',
      durationMs: 900,
      traceId,
    }),
    execution('second', 2, { status: 'running' }),
  ]);
}, 60_000);
afterAll(() => server.close());

const list = (query: Record<string, string>, as: Credential | undefined = viewer) =>
  server.inject('GET /api/v1/stage-executions', { ...(as && { as }), query });

it('answers those only who may read pipelines', async () => {
  const answer = await server.inject('GET /api/v1/stage-executions');
  expect(answer.error?.code).toBe('unauthenticated');
  const finance = await server.operator('finance');
  expect((await list({}, finance)).error?.code).toBe('forbidden');
});

it('refuses a stage without its pipeline', async () => {
  expect((await list({ stage: 'search' })).error?.code).toBe('invalid_request');
});

it('lists every attempt, newest first', async () => {
  const { items } = (await list({ pipeline: 'discovery', from: '2026-11-21T00:00:00Z' })).body;
  expect(items).toMatchObject([
    { stage: 'search', attempt: 2, status: 'running', runId },
    { stage: 'search', attempt: 1, status: 'failed', errorType: 'TimeoutError', traceId },
  ]);
});

it('finds them by trace, and by stage and status', async () => {
  expect((await list({ traceId })).body.items).toHaveLength(1);
  const failed = { pipeline: 'discovery', stage: 'search', status: 'failed' };
  expect((await list({ ...failed, from: '2026-11-21T00:00:00Z' })).body.items).toHaveLength(1);
});

it('pages through all of them', async () => {
  const first = (await list({ limit: '1', traceId: '', pipeline: 'discovery' })).error;
  expect(first?.code).toBe('invalid_request');
  const one = (await list({ limit: '1', pipeline: 'discovery' })).body;
  const two = (await list({ limit: '1', pipeline: 'discovery', cursor: one.nextCursor })).body;
  expect([one.items[0].attempt, two.items[0].attempt]).toEqual([2, 1]);
});

it('shows one with the other attempts of its stage', async () => {
  const { items } = (await list({ traceId })).body;
  const answer = await server.inject(`GET /api/v1/stage-executions/${runId}/${items[0].id}`, {
    as: viewer,
  });
  expect(answer.body).toMatchObject({ stage: 'search', attempt: 1, durationMs: 900 });
  expect(answer.body.attempts.map(({ attempt }: { attempt: number }) => attempt)).toEqual([1, 2]);
  const missing = await server.inject(`GET /api/v1/stage-executions/${runId}/${randomUUID()}`, {
    as: viewer,
  });
  expect(missing.error?.code).toBe('not_found');
});

it('exports what the filters give, and says so in the audit log', async () => {
  const answer = await server.inject('GET /api/v1/stage-executions/export', {
    as: viewer,
    query: { format: 'csv', pipeline: 'discovery', from: '2026-11-21T00:00:00Z' },
  });
  const lines = answer.text.trim().split('\r\n');
  expect(lines[0]).toContain('runId');
  expect(lines).toHaveLength(3);
  expect(await readAudit(server, 'stage_executions.exported')).toHaveLength(1);
});

it.each([
  [{}],
  [{ status: 'failed' }],
  [{ pipeline: 'pipeline 2' }],
  [{ pipeline: 'pipeline 2', stage: 'stage 1' }],
  [{ pipeline: 'pipeline 2', stage: 'stage 1', status: 'failed' }],
  [{ traceId }],
] as const)('those filtered by %j are found by an index in their order', async (filter) => {
  const queries = await explainQueries(server.urls.app, (db) =>
    listExecutionRows(db, filter, { limit: 51, after: undefined, now: server.clock.now() }),
  );
  expect(queries).toHaveLength(1);
  for (const { scanned, touched, sortedRows } of queries) {
    expect(scanned).toEqual([]);
    expect(touched['stage_executions'] ?? 0).toBeLessThanOrEqual(51 * 6);
    expect(sortedRows).toBeLessThanOrEqual(51 * 6);
  }
});
