import { aiJobKeptDays, type AiJob, type ListedAiJob } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { makePrice } from '../../test/figures/ai-jobs.ts';
import { makeManyJobs } from '../../test/figures/many-jobs.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { toProductId } from '../platform/ids.ts';
import { readJobPage } from './reading/read-job-page.ts';

let server: TestServer;
let viewer: Credential;

const idOf = (n: number): string => `0193f3a0-7c1b-7abc-8def-${String(n).padStart(12, '0')}`;
const minutesAgo = (minutes: number): string =>
  new Date(server.clock.now().getTime() - minutes * 60_000).toISOString();

const get = (path = '', query: Record<string, string | number> = {}, as: Credential = viewer) =>
  server.inject(`GET /api/v1/ai-jobs${path}`, { as, query });
const modelsOf = async (query: Record<string, string | number>): Promise<string[]> => {
  const { body } = await get('', query);
  return (body.items as ListedAiJob[]).map(({ model }) => model);
};

const trace = 'a'.repeat(32);
const base = { kind: 'ai_job', provider: 'openai', latencyMs: 100, status: 'succeeded' };

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  viewer = await server.operator('viewer');
  await makePrice(server, {
    provider: 'openai',
    model: 'tiered',
    inputUsd: '2.5',
    outputUsd: '10',
    cachedReadUsd: '0.25',
    tiers: [
      {
        aboveInputTokens: 1_000,
        inputUsd: '5',
        outputUsd: '15',
        cachedReadUsd: null,
        cachedWriteUsd: null,
        reasoningUsd: '20.00000001',
      },
    ],
  });
  await sendBatch(server, await server.ingestKey(), [
    { ...base, id: idOf(1), model: 'first', createdAt: minutesAgo(50), organizationId: 'acme' },
    {
      ...base,
      id: idOf(2),
      model: 'second',
      createdAt: minutesAgo(40),
      provider: 'anthropic',
      organizationId: 'acme',
      userId: 'ada',
      route: 'POST /leads',
      operation: 'embeddings',
      status: 'failed',
      errorType: 'timeout',
    },
    { ...base, id: idOf(3), model: 'third', createdAt: minutesAgo(30), costUsd: '0.5' },
    {
      ...base,
      id: idOf(4),
      model: 'tiered',
      createdAt: minutesAgo(20),
      traceId: trace,
      spanId: 'b'.repeat(16),
      sessionId: 's1',
      promptVersion: 'v2',
      inputTokens: 1_001,
      cachedReadTokens: 1,
      outputTokens: 10,
      reasoningTokens: 3,
      accuracy: 0.75,
      timeToFirstTokenMs: 12,
      attributes: { 'vendor.seed': 7 },
    },
  ]);
});
afterAll(() => server.close());

describe('GET /api/v1/ai-jobs', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/ai-jobs')).status).toBe(401);
  });

  it.each([
    ['invalid_request', { from: 'yesterday' }],
    ['invalid_request', { limit: 0 }],
    ['invalid_request', { status: 'ok' }],
    ['invalid_request', { organizationId: 'acme' }],
    ['invalid_cursor', { cursor: 'x' }],
  ])('answers %s to %j', async (code, query) => {
    expect((await get('', query)).error?.code).toBe(code);
  });

  it('is for those who may see usage', async () => {
    const answer = await get('', {}, await server.operator('support'));
    expect(answer.error?.details).toMatchObject({ permission: 'usage.read' });
  });

  it('lists the newest first, a page at a time', async () => {
    const { body } = await get('', { limit: 3 });
    expect((body.items as ListedAiJob[]).map(({ id }) => id)).toEqual([idOf(4), idOf(3), idOf(2)]);
    const rest = await get('', { limit: 3, cursor: body.nextCursor as string });
    expect(rest.body).toMatchObject({ items: [{ id: idOf(1) }], nextCursor: null });
  });

  it('tells what a job was for, what it cost, and what is not known', async () => {
    const { body } = await get('', { model: 'second' });
    expect(body.items).toEqual([
      {
        id: idOf(2),
        createdAt: '2026-11-21T09:20:00.000Z',
        provider: 'anthropic',
        model: 'second',
        operation: 'embeddings',
        route: 'POST /leads',
        organization: { id: toProductId('organization', 'acme'), externalId: 'acme', name: null },
        user: { id: toProductId('user', 'ada'), externalId: 'ada', name: null },
        inputTokens: 0,
        outputTokens: 0,
        cachedReadTokens: 0,
        cachedWriteTokens: 0,
        reasoningTokens: 0,
        costUsd: null,
        costSource: 'unpriced',
        latencyMs: 100,
        timeToFirstTokenMs: null,
        status: 'failed',
        errorType: 'timeout',
        accuracy: null,
        traceId: null,
      },
    ]);
  });

  it.each([
    [{ provider: 'anthropic' }, ['second']],
    [{ operation: 'embeddings' }, ['second']],
    [{ route: 'POST /leads' }, ['second']],
    [{ route: 'none' }, ['tiered', 'third', 'first']],
    [{ organizationId: toProductId('organization', 'acme') }, ['second', 'first']],
    [{ organizationId: 'none' }, ['tiered', 'third']],
    [{ userId: toProductId('user', 'ada') }, ['second']],
    [{ userId: 'none', provider: 'openai' }, ['tiered', 'third', 'first']],
    [{ status: 'failed' }, ['second']],
    [{ errorType: 'timeout', status: 'failed' }, ['second']],
    [{ costSource: 'reported' }, ['third']],
    [{ costSource: 'unpriced', model: 'first' }, ['first']],
    [{ traceId: trace }, ['tiered']],
    [{ from: '2026-11-21T09:20:00Z', to: '2026-11-21T09:40:00Z' }, ['third', 'second']],
    [{ model: 'nobody' }, []],
  ])('with %j gives %j', async (query, models) => {
    expect(await modelsOf(query as Record<string, string>)).toEqual(models);
  });
});

describe('GET /api/v1/ai-jobs/:id', () => {
  const job = async (n: number): Promise<AiJob> => (await get(`/${idOf(n)}`)).body as AiJob;

  it('shows how a priced cost came about, line by line', async () => {
    const { costUsd, costSource, arithmetic } = await job(4);
    expect({ costUsd, costSource }).toEqual({ costUsd: '0.00516525', costSource: 'priced' });
    expect(arithmetic).toEqual({
      price: {
        id: expect.any(String),
        provider: 'openai',
        modelPattern: 'tiered',
        effectiveFrom: '2020-01-01T00:00:00.000Z',
        aboveInputTokens: 1_000,
      },
      lines: [
        { class: 'input', tokens: 1_000, rateUsd: '5', costUsd: '0.005' },
        { class: 'cached_read', tokens: 1, rateUsd: '0.25', costUsd: '0.00000025' },
        { class: 'output', tokens: 7, rateUsd: '15', costUsd: '0.000105' },
        { class: 'reasoning', tokens: 3, rateUsd: '20.00000001', costUsd: '0.00006000000003' },
      ],
    });
    const sum = arithmetic?.lines.reduce((total, line) => total + Number(line.costUsd), 0) ?? 0;
    expect(sum.toFixed(8)).toBe('0.00516525');
  });

  it('keeps what nobody asked for', async () => {
    expect(await job(4)).toMatchObject({
      attributes: { 'vendor.seed': 7 },
      traceId: trace,
      spanId: 'b'.repeat(16),
      sessionId: 's1',
      promptVersion: 'v2',
      accuracy: 0.75,
      receivedAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it('has no arithmetic of what was reported or is unknown', async () => {
    expect(await job(3)).toMatchObject({ costUsd: '0.50000000', arithmetic: null });
    expect(await job(1)).toMatchObject({ costUsd: null, arithmetic: null });
  });

  it('answers not_found of what is not there', async () => {
    expect((await get(`/${idOf(9)}`)).error?.code).toBe('not_found');
    expect((await get('/7')).error?.code).toBe('invalid_request');
  });
});

describe('the export', () => {
  it('has what the filters give, as CSV, and is audited', async () => {
    const answer = await get('/export', { format: 'csv', provider: 'anthropic' });
    expect(answer.headers['content-disposition']).toContain('ai-jobs-2026-11-21.csv');
    const [header, row, ...more] = answer.text.trim().split('\r\n');
    expect(header).toContain('createdAt,id,provider,model');
    expect(row).toContain(`2026-11-21T09:20:00.000Z,${idOf(2)},anthropic,second`);
    expect(more).toEqual([]);
    expect(await readAudit(server, 'ai_jobs.exported')).toEqual([
      expect.objectContaining({
        after: expect.objectContaining({ rows: 1, filter: { provider: 'anthropic' } }),
      }),
    ]);
  });

  it('has a line of JSON for each job, too', async () => {
    const { text } = await get('/export', { format: 'ndjson' });
    expect(text.trim().split('\n')).toHaveLength(4);
  });
});

describe('at many jobs', () => {
  const many = async (): Promise<TestServer> => {
    const filled = await startTestServer({ now: '2026-11-21T10:00:00Z' });
    await makeManyJobs(filled, { jobs: 20_000, days: 90, organizations: 50 });
    return filled;
  };

  it('what an index gives is read from it, everything else in bounded parts', async () => {
    const filled = await many();
    const acme = '00000000-0000-7000-b000-000000000001';
    const asked = [
      [{}, 60],
      [{ organizationId: acme }, 60],
      [{ model: 'large' }, 60],
      [{ route: 'headhunt' }, 60],
      [{ provider: 'anthropic' }, 60],
      [{ errorType: 'timeout' }, 60],
      [{ costSource: 'unpriced', model: 'unknown' }, 60],
      [{ status: 'failed' }, 8_000],
      [{ organizationId: 'none' }, 8_000],
    ] as const;
    for (const [filter, most] of asked) {
      const queries = await explainQueries(filled.urls.app, (db) =>
        readJobPage({ db, clock: filled.clock }, filter, { limit: 50, after: undefined }),
      );
      const touched = queries.reduce((sum, query) => sum + (query.touched['ai_job_runs'] ?? 0), 0);
      expect(touched, JSON.stringify(filter)).toBeLessThanOrEqual(most);
      for (const query of queries) expect(query.scanned).not.toContain('ai_job_runs');
    }
    await filled.close();
  }, 60_000);
});

it('forgets the spans of jobs that are gone', async () => {
  server.clock.advance({ days: aiJobKeptDays - 1 });
  const count = async (): Promise<unknown> =>
    (await server.owner.query('select count(*) from ai_job_spans')).rows[0];
  const forget = async (): Promise<void> => {
    await server.owner.query(`select graphile_worker.add_job('forget_ai_job_spans')`);
    await runJobs(server);
  };
  await forget();
  expect(await count()).toEqual({ count: 1 });
  server.clock.advance({ days: 1 });
  await forget();
  expect(await count()).toEqual({ count: 0 });
});
