import type { ProviderFigures, Providers, WhatIf } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { makePrice } from '../../test/figures/ai-jobs.ts';
import { makeManyJobs } from '../../test/figures/many-jobs.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { toProductId } from '../platform/ids.ts';
import { readProviders } from './reading/read-providers.ts';

let server: TestServer;
let key: Credential;
let viewer: Credential;

const get = (path = '', query: Record<string, string> = {}, as: Credential = viewer) =>
  server.inject(`GET /api/v1/providers${path}`, { as, query });
const read = async (query: Record<string, string> = {}): Promise<Providers> =>
  (await get('', query)).body as Providers;
const figuresOf = ({ items }: Providers): Record<string, ProviderFigures> =>
  Object.fromEntries(
    items.map(({ subject, figures }) => [
      subject.route ?? [subject.provider, subject.model].filter(Boolean).join('/'),
      figures,
    ]),
  );

const job = { kind: 'ai_job', latencyMs: 1_000, status: 'succeeded' };
const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

beforeAll(async () => {
  // Half past one in Berlin: the day before is over there, and not in UTC.
  server = await startTestServer({ now: '2026-11-21T00:30:00Z', timeZone: 'Europe/Berlin' });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
  const price = { provider: 'openai', cachedReadUsd: '0.5' };
  await makePrice(server, { ...price, model: 'small', inputUsd: '1', outputUsd: '4' });
  await makePrice(server, {
    ...price,
    model: 'large',
    inputUsd: '10',
    outputUsd: '40',
    tiers: [
      {
        aboveInputTokens: 200_000,
        inputUsd: '20',
        outputUsd: '80',
        cachedReadUsd: null,
        cachedWriteUsd: null,
        reasoningUsd: null,
      },
    ],
  });
  await sendBatch(server, key, [
    ...times(30, (n) => ({
      ...job,
      provider: 'openai',
      model: 'small',
      route: 'discovery',
      organizationId: n < 10 ? 'acme' : 'globex',
      inputTokens: 1_000,
      outputTokens: 100,
      accuracy: n < 4 ? 0.5 + n / 10 : undefined,
      timeToFirstTokenMs: n < 3 ? 100 * (n + 1) : undefined,
      createdAt: '2026-11-20T23:30:00Z',
    })),
    ...times(10, (n) => ({
      ...job,
      provider: 'openai',
      model: 'small',
      route: 'discovery',
      latencyMs: 5,
      status: 'failed',
      errorType: n < 7 ? 'rate_limit' : undefined,
      createdAt: '2026-11-20T10:00:00Z',
    })),
    ...times(40, () => ({
      ...job,
      provider: 'local',
      model: 'unknown',
      route: 'headhunt',
      latencyMs: 2_000,
      inputTokens: 500,
      outputTokens: 500,
      createdAt: '2026-11-18T10:00:00Z',
    })),
    // A week before.
    ...times(25, () => ({
      ...job,
      provider: 'openai',
      model: 'small',
      latencyMs: 500,
      costUsd: '0.002',
      createdAt: '2026-11-12T10:00:00Z',
    })),
    // One with a large input.
    {
      ...job,
      provider: 'openai',
      model: 'large',
      route: 'discovery',
      inputTokens: 300_000,
      outputTokens: 0,
      createdAt: '2026-11-19T10:00:00Z',
    },
  ]);
});
afterAll(() => server.close());

describe('GET /api/v1/providers', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/providers')).status).toBe(401);
  });

  it.each([
    { range: '12m' },
    { range: '2026-11-21..2026-11-01' },
    { range: '2026-02-30..2026-03-01' },
    { range: '2026-01-01..2026-11-21' },
    { range: '2026-11-22..2026-11-30' },
    { group: 'user' },
    { organizationId: 'acme' },
  ])('refuses %j', async (query) => {
    expect((await get('', query as Record<string, string>)).error?.code).toBe('invalid_request');
  });

  it('is for those who may see usage', async () => {
    const answer = await get('', {}, await server.operator('support'));
    expect(answer.error?.details).toMatchObject({ permission: 'usage.read' });
  });

  it('puts providers side by side, most jobs first, by days of the reporting time zone', async () => {
    const shown = await read();
    expect(shown.range).toEqual({
      from: '2026-11-15',
      to: '2026-11-21',
      previousFrom: '2026-11-08',
      previousTo: '2026-11-14',
    });
    expect(shown.since).toBe('2026-11-12');
    expect(shown.days[0]).toEqual({ day: '2026-11-15', startsAt: '2026-11-14T23:00:00.000Z' });
    expect(shown.items.map(({ subject }) => subject.provider)).toEqual(['openai', 'local']);
    expect(shown.total).toMatchObject({ jobs: 81, failedJobs: 10, share: 1 });
    const { openai, local } = figuresOf(shown);
    expect(local).toMatchObject({
      jobs: 40,
      share: 40 / 81,
      costUsd: '0.00000000',
      unpricedJobs: 40,
      unpricedTokens: 40_000,
      costPer1000Jobs: null,
      costPerMillionTokens: null,
      errorRate: 0,
      tokensPerSecond: 250,
      accuracy: null,
    });
    // 30 jobs at 1,000 × $1 and 100 × $4 a million; one at 300,000 × $20. Ten failed, for nothing.
    expect(openai).toMatchObject({
      jobs: 41,
      failedJobs: 10,
      errorRate: 10 / 41,
      costUsd: '6.04200000',
      unpricedJobs: 0,
      inputTokens: 330_000,
      outputTokens: 3_000,
      streamedJobs: 3,
      scoredJobs: 4,
    });
    expect(openai?.costPer1000Jobs).toBeCloseTo((6.042 / 41) * 1_000, 6);
    expect(openai?.costPerMillionTokens).toBeCloseTo(6.042 / 0.333, 6);
    expect(openai?.accuracy).toBeCloseTo(0.65, 6);
    expect(openai?.p50Ms).toBeCloseTo(1_000, -2);
    expect(openai?.firstTokenMs).toBeCloseTo(200, -1);
    // Refusals are quick, and no figure of how fast it answers.
    expect(openai?.tokensPerSecond).toBeCloseTo(3_000 / 30, 0);
  });

  it('has the figures of written days, against as many right before', async () => {
    const written = await read({ range: '2026-11-15..2026-12-31' });
    expect({ ...written, asOf: '' }).toEqual({ ...(await read()), asOf: '' });
    const shown = await read({ range: '2026-11-18..2026-11-19' });
    expect(shown.range).toEqual({
      from: '2026-11-18',
      to: '2026-11-19',
      previousFrom: '2026-11-16',
      previousTo: '2026-11-17',
    });
    expect(shown.days.map(({ day }) => day)).toEqual(['2026-11-18', '2026-11-19']);
    const rows = await server.owner.query<{ provider: string; jobs: number }>(
      `select provider, count(*)::int as jobs from ai_job_runs
       where (created_at at time zone 'Europe/Berlin')::date between '2026-11-18' and '2026-11-19'
       group by 1 order by 2 desc`,
    );
    expect(rows.rows).toHaveLength(2);
    expect(
      shown.items.map(({ subject, figures }) => ({
        provider: subject.provider,
        jobs: figures.jobs,
      })),
    ).toEqual(rows.rows);
  });

  it('tells why jobs failed, what they were for, and what was before', async () => {
    const [openai] = (await read()).items;
    expect(openai?.errors).toEqual([
      { type: 'rate_limit', jobs: 7 },
      { type: null, jobs: 3 },
    ]);
    expect(openai?.routes).toEqual([{ route: 'discovery', jobs: 41 }]);
    expect(openai?.previous).toMatchObject({ jobs: 25, errorRate: 0, costPer1000Jobs: 2 });
  });

  it('warns where those with enough jobs were used for different things', async () => {
    expect((await read()).routesDiffer).toBe(true);
    expect((await read({ route: 'discovery' })).routesDiffer).toBe(false);
    expect((await read({ group: 'route' })).routesDiffer).toBe(false);
  });

  it('draws each day, with gaps where there were no jobs', async () => {
    const [openai] = (await read()).items;
    expect(openai?.trend.map(({ jobs }) => jobs)).toEqual([0, 0, 0, 0, 1, 10, 30]);
    expect(openai?.trend[0]).toEqual({
      jobs: 0,
      p95Ms: null,
      errorRate: null,
      costPer1000Jobs: null,
    });
    expect(openai?.trend[5]).toMatchObject({ errorRate: 1, p95Ms: null, costPer1000Jobs: 0 });
  });

  it('compares models and routes, too', async () => {
    expect(Object.keys(figuresOf(await read({ group: 'model' })))).toEqual([
      'local/unknown',
      'openai/small',
      'openai/large',
    ]);
    expect(Object.keys(figuresOf(await read({ group: 'route' })))).toEqual([
      'discovery',
      'headhunt',
    ]);
  });

  it.each([
    [{ provider: 'local' }, 40],
    [{ model: 'large' }, 1],
    [{ route: 'headhunt' }, 40],
    [{ route: 'none' }, 0],
    [{ organizationId: toProductId('organization', 'acme') }, 10],
    [{ organizationId: 'none' }, 51],
    [{ range: '30d' }, 106],
  ])('with %j counts %d', async (query, jobs) => {
    expect((await read(query as Record<string, string>)).total.jobs).toBe(jobs);
  });

  it('answers without any job: no rate, not zero', async () => {
    const { total, items, routesDiffer } = await read({ provider: 'nobody' });
    expect(items).toEqual([]);
    expect(routesDiffer).toBe(false);
    expect(total).toMatchObject({ jobs: 0, errorRate: null, p95Ms: null, costUsd: '0.00000000' });
  });

  it('exports the comparison, audited', async () => {
    const answer = await get('/export', { group: 'model' });
    expect(answer.headers['content-disposition']).toContain('models-2026-11-15-to-2026-11-21.csv');
    const lines = answer.text.trim().split('\r\n');
    expect(lines[0]).toContain('provider,model,route,jobs,share,costUsd');
    expect(lines[2]).toContain('openai,small,,40,');
    expect(await readAudit(server, 'providers.exported')).toEqual([
      expect.objectContaining({ after: { range: '7d', group: 'model', rows: 3 } }),
    ]);
  });

  it('exports only those that stand beside each other', async () => {
    const { text } = await get('/export', { group: 'model', vs: 'openai/small' });
    expect(text.trim().split('\r\n')).toEqual([
      expect.stringMatching(/^provider,/),
      expect.stringMatching(/^openai,small,,40,/),
    ]);
  });
});

describe('GET /api/v1/providers/what-if', () => {
  const whatIf = async (query: Record<string, string>): Promise<WhatIf> =>
    (await get('/what-if', { toProvider: 'openai', ...query })).body as WhatIf;

  it('prices the recorded tokens with another model, large jobs by its tier', async () => {
    const answer = await whatIf({ route: 'discovery', toModel: 'large' });
    // 30,000 × $10 and 3,000 × $40 a million, and 300,000 × $20 of the large one.
    expect(answer).toMatchObject({
      jobs: 41,
      inputTokens: 330_000,
      outputTokens: 3_000,
      recorded: { costUsd: '6.04200000', unpricedJobs: 0 },
      elsewhere: { costUsd: '6.42000000', tieredJobs: 1 },
    });
    expect(await whatIf({ route: 'discovery', toModel: 'small' })).toMatchObject({
      elsewhere: { costUsd: '0.34200000', tieredJobs: 0 },
    });
  });

  it('prices written days; of those whose jobs are gone it knows no large ones', async () => {
    const recent = await whatIf({ range: '2026-11-19..2026-11-19', toModel: 'large' });
    expect(recent).toMatchObject({
      jobs: 1,
      elsewhere: { costUsd: '6.00000000', tieredJobs: 1 },
    });
    const range = '2026-05-24..2026-11-21';
    expect(await whatIf({ range, toModel: 'large' })).toMatchObject({
      range: { from: '2026-05-24' },
      elsewhere: { tieredJobs: null },
    });
    // Whose price is the same for all.
    expect((await whatIf({ range, toModel: 'small' })).elsewhere?.tieredJobs).toBe(0);
  });

  it('prices what had no price', async () => {
    expect(await whatIf({ provider: 'local', toModel: 'small' })).toMatchObject({
      recorded: { costUsd: '0.00000000', unpricedJobs: 40 },
      elsewhere: { costUsd: '0.10000000' },
    });
  });

  it('says that it knows no price, not that it is nothing', async () => {
    expect((await whatIf({ toModel: 'nobody-knows' })).elsewhere).toBeNull();
  });

  it('needs to be told the model', async () => {
    expect((await get('/what-if', { toProvider: 'openai' })).error?.code).toBe('invalid_request');
  });
});

it('reads rollups only, whatever the range, in as many statements', async () => {
  const filled = await startTestServer({ now: '2026-11-21T10:00:00Z', timeZone: 'Europe/Berlin' });
  await makeManyJobs(filled, { jobs: 20_000, days: 90, organizations: 50 });
  for (const group of ['provider', 'model', 'route'] as const)
    for (const organizationId of [undefined, '00000000-0000-7000-b000-000000000001']) {
      const queries = await explainQueries(filled.urls.app, (db) =>
        readProviders({ ...filled, db }, { range: '7d', group, organizationId }),
      );
      // What is known, the days, their sums, those before, the errors, the routes.
      expect(queries).toHaveLength(6);
      for (const { touched } of queries) {
        expect(Object.keys(touched)).not.toContain('ai_job_runs');
        // Two providers, three models and three routes a day at most.
        expect(touched['usage_totals_daily'] ?? 0).toBeLessThanOrEqual(7 * 18);
        expect(touched['usage_daily'] ?? 0).toBeLessThanOrEqual(organizationId ? 7 * 18 : 0);
      }
    }
  await filled.close();
}, 60_000);
