import type { StatementOrganization, UsageFigures, UsageStatement } from '@taffrail/contract';
import { Fraction } from 'fraction.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makePrice } from '../../test/figures/ai-jobs.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let finance: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:30:00Z', timeZone: 'Europe/Berlin' });
  finance = await server.operator('finance');
});
afterAll(() => server.close());

const get = async (path: string, as: Credential = finance, query: Record<string, string> = {}) =>
  await server.inject(`GET /api/v1/usage${path}`, { as, query });

describe('whoever asks for usage', () => {
  const routes = [
    '',
    '/breakdown',
    '/month',
    '/today',
    '/export',
    '/margin',
    '/margin/export',
    '/statement',
    '/statement/export',
  ];

  it.each(routes)('%s must be signed in', async (path) => {
    expect((await server.inject(`GET /api/v1/usage${path}`)).status).toBe(401);
  });

  it.each(routes)('%s must be allowed to', async (path) => {
    const { error } = await get(path, await server.operator('support'));
    expect(error?.code).toBe('forbidden');
  });

  it('may be a viewer, who sees no revenue', async () => {
    const viewer = await server.operator('viewer');
    expect((await get('', viewer)).status).toBe(200);
    expect((await get('/margin', viewer)).error?.code).toBe('forbidden');
  });

  it.each([
    ['', { range: '3y' }],
    ['', { step: 'hour' }],
    ['/breakdown', { group: 'planet' }],
    ['/breakdown', { organizationId: 'acme' }],
    // Rollups by user do not say what was called.
    ['/breakdown', { group: 'user', model: 'small' }],
    ['/export', { group: 'user', route: '/discover' }],
    ['/margin', { range: 'ever' }],
    ['', { range: '2026-11-21..2026-11-01' }],
    ['', { range: '2026-02-30..2026-03-01' }],
    ['/breakdown', { range: '2020-01-01..2026-11-01' }],
    // Nobody knows what is to come.
    ['/export', { range: '2026-11-22..2026-11-30' }],
    ['/margin', { range: '2027-01-01..2027-01-31' }],
    ['/statement', { month: '2026-13' }],
    ['/statement/export', { month: 'may' }],
  ])('%s gets no answer to %j', async (path, query) => {
    expect((await get(path, finance, query)).error?.code).toBe('invalid_request');
  });
});

describe('a console without a job', () => {
  it('says so', async () => {
    const { body } = await get('');
    expect(body).toMatchObject({
      since: null,
      current: { costUsd: '0', jobs: 0, failedCostUsd: '0' },
      comparison: null,
      series: [],
      unpriced: { models: 0, most: [] },
    });
    expect(body.bars).toHaveLength(30);
    expect((await get('/month')).body).toMatchObject({ spentUsd: '0', forecast: null });
    expect((await get('/today')).body).toMatchObject({ since: null, costUsd: '0', typical: null });
    expect((await get('/breakdown')).body).toMatchObject({ rows: [], count: 0, rest: null });
  });
});

describe('jobs', () => {
  const job = {
    kind: 'ai_job',
    latencyMs: 500,
    status: 'succeeded',
    inputTokens: 900,
    outputTokens: 100,
  };
  const at = (day: string, time: string): string => `2026-11-${day}T${time}:00Z`;
  beforeAll(async () => {
    const key = await server.ingestKey();
    const { body } = await sendBatch(server, key, [
      {
        ...job,
        provider: 'openai',
        model: 'small',
        organizationId: 'acme',
        costUsd: 4,
        createdAt: at('14', '09:10'),
      },
      {
        ...job,
        provider: 'openai',
        model: 'small',
        organizationId: 'acme',
        costUsd: 1,
        createdAt: at('14', '22:30'),
      },
      {
        ...job,
        provider: 'openai',
        model: '=large',
        organizationId: 'acme',
        costUsd: '0.00000001',
        route: '/discover',
        createdAt: at('20', '23:10'),
      },
      { ...job, provider: 'openai', model: 'small', costUsd: 2, createdAt: at('21', '08:00') },
      { ...job, provider: 'openai', model: 'small', costUsd: 3, createdAt: at('21', '10:10') },
      { ...job, provider: 'mystery', model: 'new', createdAt: at('21', '10:15') },
      { ...job, provider: 'openai', model: 'small', costUsd: 8, createdAt: at('07', '09:59') },
      { ...job, provider: 'openai', model: 'small', costUsd: 1, createdAt: at('01', '09:00') },
    ]);
    expect(body).toMatchObject({ accepted: 8, rejected: [] });
  });

  it('are compared like for like: today and its counterpart up to the same hour', async () => {
    const { body } = await get('', finance, { range: '7d' });
    // Since Sunday the 15th; of the 14th what had come by 11:00 in Berlin.
    expect(body.current.costUsd).toBe('5.00000001');
    expect(body.comparison).toEqual({
      comparedTo: '2026-11-21T10:00:00.000Z',
      previousTo: '2026-11-14T10:00:00.000Z',
      compared: expect.objectContaining({ costUsd: '2.00000001', jobs: 2 }),
      previous: expect.objectContaining({ costUsd: '4', jobs: 1 }),
    });
    // The day before ends at 23:00 UTC: its last job is today's.
    expect(body.bars.at(-1)).toMatchObject({ from: '2026-11-21', to: '2026-11-21', previous: 4 });
  });

  it('of written days are compared with as many before, whole where they are over', async () => {
    const { body } = await get('', finance, { range: '2026-11-14..2026-11-20' });
    expect(body.range).toEqual({
      from: '2026-11-14',
      to: '2026-11-20',
      previousFrom: '2026-11-07',
      previousTo: '2026-11-13',
    });
    // The job of the 20th at 23:10 was one of the 21st in Berlin.
    expect(body.current.costUsd).toBe('5');
    expect(body.comparison).toMatchObject({
      comparedTo: '2026-11-20T23:00:00.000Z',
      previousTo: '2026-11-13T23:00:00.000Z',
      compared: { costUsd: '5' },
      previous: { costUsd: '8', jobs: 1 },
    });
    expect(body.bars).toHaveLength(7);
    expect(body.bars[0]).toMatchObject({ from: '2026-11-14', previous: 8 });
    expect(body.bars.at(-1)).toMatchObject({ endsAt: '2026-11-20T23:00:00.000Z', previous: 0 });
    const { body: breakdown } = await get('/breakdown', finance, {
      range: '2026-11-14..2026-11-20',
      group: 'user',
    });
    expect(breakdown.total.costUsd).toBe('5');
  });

  it('of written days up to today are cut as those of a quick range', async () => {
    const { asOf: _, ...quick } = (await get('', finance, { range: '7d' })).body;
    const written = await get('', finance, { range: '2026-11-15..2026-12-31' });
    expect(written.body).toMatchObject(quick);
  });

  it('of years are drawn no finer than a chart has bars', async () => {
    const range = '2024-06-01..2026-11-21';
    const { body } = await get('', finance, { range, step: 'day' });
    expect([body.step, body.bars.length]).toEqual(['month', 30]);
    expect((await get('', finance, { range, step: 'week' })).body.bars).toHaveLength(130);
    const { rows } = await server.owner.query<{ count: number }>(
      'select count(distinct organization_id)::int as count from ai_job_runs',
    );
    expect(rows[0]?.count).toBeGreaterThan(0);
    expect(body.activeOrganizations).toBe(rows[0]?.count);
    const before = await get('', finance, { range: '2024-01-01..2024-12-31' });
    expect(before.body.activeOrganizations).toBe(0);
  });

  it('without a price are counted as unknown', async () => {
    const { body } = await get('', finance, { range: '7d' });
    expect(body.unpriced).toEqual({
      models: 1,
      most: [{ provider: 'mystery', model: 'new', jobs: 1, tokens: 1_000 }],
    });
    expect(body.current).toMatchObject({ unpricedJobs: 1, unpricedTokens: 1_000 });
  });

  it('had another price from a day on, where one of what was used took effect', async () => {
    const usd = { inputUsd: '1', outputUsd: '2' };
    await makePrice(server, { provider: 'openai', model: 'sm*', ...usd });
    await makePrice(server, { provider: 'openai', model: 'never-used', ...usd });
    // Late in the evening of London it is the next day in Berlin.
    await server.owner.query(
      `insert into model_prices (id, provider, model_pattern, effective_from, input_usd, output_usd,
         origin, created_at)
       select gen_random_uuid(), provider, model_pattern, '2026-11-18T23:30:00Z', 3, 4, 'operator',
         created_at
       from model_prices where model_pattern in ('sm*', 'never-used')`,
    );
    const { body } = await get('', finance, { range: '7d' });
    expect(body.priceChanges).toEqual([{ day: '2026-11-19', provider: 'openai', model: 'sm*' }]);
  });

  it('of nobody are told beside those of organizations', async () => {
    const { body } = await get('', finance, { range: '7d', group: 'organization' });
    expect(body.unattributed).toEqual({ costUsd: '5', jobs: 3 });
    expect(body.activeOrganizations).toBe(1);
    expect(body.series.map((one: { subject: { key: string | null } }) => one.subject.key)).toEqual([
      null,
      expect.any(String),
    ]);
  });

  it('of today are held against the same weekday of the weeks before', async () => {
    const { body } = await get('/today');
    expect(body).toMatchObject({
      costUsd: '5.00000001',
      jobs: 4,
      unpricedJobs: 1,
      // 4 and 8 dollars a week and two weeks ago; what was before the first job nobody knows.
      typical: { comparedUsd: '2.00000001', typicalUsd: '6', days: 2 },
    });
    expect(body.series.at(-1)).toEqual({ day: '2026-11-21', costUsd: '5.00000001' });
  });

  it('are exported by the day, with the export in the audit log', async () => {
    const { status, headers, text } = await get('/export', finance, {
      range: '7d',
      group: 'model',
    });
    expect(status).toBe(200);
    expect(headers['content-disposition']).toBe(
      'attachment; filename="ai-usage-by-model-2026-11-15-to-2026-11-21.csv"',
    );
    expect(text.split('\r\n')).toEqual([
      'day,provider,model,costUsd,jobs,failedJobs,inputTokens,outputTokens,unpricedJobs,unpricedTokens',
      '2026-11-21,openai,small,5,2,0,1800,200,0,0',
      `2026-11-21,openai,'=large,0.00000001,1,0,900,100,0,0`,
      '2026-11-21,mystery,new,0,1,0,900,100,1,1000',
      '',
    ]);
    expect(await readAudit(server, 'usage.exported')).toEqual([
      expect.objectContaining({
        after: expect.objectContaining({ group: 'model', rows: 3, complete: true }),
      }),
    ]);
  });

  it('of a month are stated by organization and model, exactly', async () => {
    const { body } = await get('/statement');
    expect(body).toMatchObject({ month: '2026-11', to: '2026-11-21', isOver: false, rest: null });
    const lines = body.organizations.flatMap(
      (one: UsageStatement['organizations'][number]) => one.lines,
    );
    const sum = (figures: readonly UsageFigures[]): string =>
      figures.reduce((all, { costUsd }) => all.add(costUsd), new Fraction(0)).toString(8);
    const whole = body.total.costUsd;
    expect(sum(lines.map(({ figures }: { figures: UsageFigures }) => figures))).toBe(whole);
    expect(sum(body.organizations.map(({ total }: { total: UsageFigures }) => total))).toBe(whole);
    expect(body.count).toBe(body.organizations.length);
    // Whoever named no organization is stated, too.
    expect(
      body.organizations.some(({ organization }: StatementOrganization) => organization === null),
    ).toBe(true);
    const past = await get('/statement', finance, { month: '2026-02' });
    expect(past.body).toMatchObject({
      to: '2026-02-28',
      isOver: true,
      total: { jobs: 0, costUsd: '0' },
      organizations: [],
    });
  });

  it('of a month are exported line by line', async () => {
    const { body } = await get('/statement');
    const { headers, text } = await get('/statement/export');
    expect(headers['content-disposition']).toBe('attachment; filename="ai-statement-2026-11.csv"');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toBe(
      'month,organizationId,externalId,organization,provider,model,costUsd,jobs,failedJobs,inputTokens,outputTokens,unpricedJobs,unpricedTokens',
    );
    expect(lines).toHaveLength(
      body.organizations.reduce(
        (sum: number, one: StatementOrganization) => sum + one.lines.length,
        0,
      ),
    );
    expect(await readAudit(server, 'usage_statement.exported')).toEqual([
      expect.objectContaining({
        after: expect.objectContaining({ month: '2026-11', complete: true }),
      }),
    ]);
  });
});
