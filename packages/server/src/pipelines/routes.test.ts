import type { PipelineHealth, PipelineList, PipelineRun } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const now = '2026-11-21T10:07:00Z';
const trace = 'c'.repeat(32);
let server: TestServer;
let key: Credential;
let viewer: Credential;

beforeAll(async () => {
  server = await startTestServer({
    now,
    timeZone: 'Europe/Berlin',
    product: {
      pipelines: {
        discovery: { title: 'Discovery', targetMs: 1_000, stages: { rank: { targetMs: 500 } } },
      },
    },
  });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
});
afterAll(() => server.close());

const minutesAgo = (minutes: number): string =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString();

const get = (path: string, query: Record<string, string | number> = {}, as = viewer) =>
  server.inject(`GET /api/v1/${path}`, { as, query });

interface Told {
  readonly pipeline?: string;
  readonly ago: number;
  readonly status: string;
  readonly durationMs?: number;
  readonly rank?: object;
}

/** A run of two stages: `search`, which succeeds, and `rank`, of which is said what becomes of it. */
const told = (id: string, { pipeline = 'discovery', ago, rank, ...fields }: Told): object[] => {
  const createdAt = minutesAgo(ago);
  const one = { runId: id, pipeline, createdAt };
  const stage = (name: string, position: number) => ({
    kind: 'stage_execution',
    id: name,
    stage: name,
    position,
    ...one,
  });
  return [
    { kind: 'pipeline_run', id, pipeline, createdAt, organizationId: 'acme', ...fields },
    { ...stage('search', 0), status: 'succeeded', durationMs: 100 },
    ...(rank ? [{ ...stage('rank', 1), ...rank }] : []),
  ];
};

const timeout = {
  status: 'failed',
  durationMs: 900,
  errorType: 'TimeoutError',
  errorMessage: 'No answer',
};

describe.each([
  'pipelines',
  'pipeline-health?pipeline=discovery',
  'pipeline-runs',
  'pipeline-runs/export?format=csv',
  'pipeline-runs/0193f3a0-7c1b-7abc-8def-0123456789ab',
])('GET /api/v1/%s', (path) => {
  it('needs a session or a key', async () => {
    expect((await server.inject(`GET /api/v1/${path}`)).status).toBe(401);
  });

  it('is for those who may see pipelines', async () => {
    const { error } = await get(path, {}, await server.operator('finance'));
    expect(error?.details).toMatchObject({ permission: 'pipelines.read' });
  });
});

describe('before anything ran', () => {
  it('there is no pipeline, and no score', async () => {
    const { body } = await get('pipelines');
    expect(body).toMatchObject({
      items: [],
      overall: { health: { score: null }, inFlight: 0, stalled: 0 },
    });
  });

  it.each([
    ['pipeline-health', { pipeline: 'discovery' }, 'not_found'],
    ['pipeline-health', {}, 'invalid_request'],
    ['pipeline-health', { pipeline: 'discovery', range: '1y' }, 'invalid_request'],
    ['pipeline-runs', { status: 'done' }, 'invalid_request'],
    ['pipeline-runs', { failedStage: 'rank' }, 'invalid_request'],
    ['pipeline-runs', { cursor: 'x' }, 'invalid_cursor'],
    ['pipeline-runs/0193f3a0-7c1b-7abc-8def-0123456789ab', {}, 'not_found'],
  ])('%s of %j answers %s', async (path, query, code) => {
    expect((await get(path, query)).error?.code).toBe(code);
  });

  it('there are no runs', async () => {
    expect((await get('pipeline-runs')).body).toEqual({ items: [], nextCursor: null });
  });
});

describe('what ran', () => {
  beforeAll(async () => {
    await sendBatch(server, key, [
      { kind: 'organization', id: 'acme', name: 'Acme' },
      ...told('good', {
        ago: 30,
        status: 'succeeded',
        durationMs: 800,
        rank: { status: 'succeeded', durationMs: 300, accuracy: 0.8 },
      }),
      ...told('slow', {
        ago: 90,
        status: 'succeeded',
        durationMs: 4_000,
        rank: { status: 'skipped', reason: 'nothing_found' },
      }),
      ...told('bad', { ago: 40, status: 'failed', durationMs: 950, rank: timeout }),
      ...told('unreached', {
        ago: 50,
        status: 'failed',
        durationMs: 10,
        rank: { status: 'pending' },
      }),
      ...told('under way', { ago: 1, status: 'running', rank: { status: 'running' } }),
      ...told('last week', {
        ago: 7 * 24 * 60 + 30,
        status: 'succeeded',
        durationMs: 700,
        rank: { status: 'succeeded', durationMs: 200 },
      }),
      ...told('other', { pipeline: 'headhunt', ago: 20, status: 'succeeded', durationMs: 5 }),
      {
        kind: 'pipeline_run',
        id: 'traced',
        pipeline: 'headhunt',
        status: 'skipped',
        createdAt: minutesAgo(10),
        traceId: trace,
      },
    ]);
  });

  it('is listed by pipeline, with the score of each and of all', async () => {
    const { body } = (await get('pipelines')) as { body: PipelineList };
    expect(body.items.map(({ title }) => title)).toEqual(['Discovery', 'headhunt']);
    expect(body.items[0]).toMatchObject({
      runs: { counts: { succeeded: 2, failed: 2, running: 1 }, errorRate: 0.5 },
      comparedRuns: { counts: { succeeded: 1, failed: 0 } },
      inFlight: 1,
      stalled: 0,
    });
    const [success, errors, latency, accuracy] = body.items[0]?.health.terms ?? [];
    expect(success).toMatchObject({ value: 0.5, n: 4 });
    // Four searches and two ranks ended, one of which failed; the fifth search is of the run under way.
    expect(errors).toMatchObject({ value: 6 / 7, n: 7 });
    expect(latency).toMatchObject({ value: 0.75, n: 4 });
    expect(accuracy).toMatchObject({ value: 0.8, n: 1 });
    expect(body.items[1]?.health.terms[2]).toMatchObject({ missing: 'no_target' });
    expect(body.overall).toMatchObject({ runs: { counts: { succeeded: 3, failed: 2 } } });
    expect(body.overall.health.score).toBeGreaterThan(body.items[0]?.health.score ?? 100);
    expect(body.overall.series).toHaveLength(24);
    // 09:47, 09:37, 09:27 and 09:17 UTC.
    expect(body.overall.series.at(-2)).toEqual({
      at: '2026-11-21T09:00:00.000Z',
      succeeded: 2,
      failed: 2,
    });
  });

  it.each(['24h', '7d', '30d', '90d'] as const)('has the same sums of %s', async (range) => {
    const { body } = (await get('pipelines', { range })) as { body: PipelineList };
    const week = range === '30d' || range === '90d' ? 1 : 0;
    expect(body.items[0]?.runs.counts).toMatchObject({ succeeded: 2 + week, failed: 2 });
    const health = (await get('pipeline-health', { range, pipeline: 'discovery' })).body;
    expect(health.pipeline.runs).toEqual(body.items[0]?.runs);
    expect(health.pipeline.health).toEqual(body.items[0]?.health);
  });

  it('is shown stage by stage, over time, beside the week before', async () => {
    const { body } = (await get('pipeline-health', { pipeline: 'discovery' })) as {
      body: PipelineHealth;
    };
    expect(body).toMatchObject({
      range: { from: '2026-11-20T11:00:00.000Z', to: '2026-11-21T10:07:00.000Z' },
      comparedRange: { from: '2026-11-13T11:00:00.000Z', to: '2026-11-14T11:00:00.000Z' },
      stepSeconds: 3_600,
      pipeline: { targetMs: 1_000 },
    });
    expect(body.moments).toHaveLength(24);
    expect(body.moments.at(-1)).toBe('2026-11-21T10:00:00.000Z');
    const [search, rank] = body.stages;
    expect(body.stages.map(({ stage }) => stage)).toEqual(['search', 'rank']);
    expect(search?.figures.counts.succeeded).toBe(5);
    expect(rank).toMatchObject({
      targetMs: 500,
      figures: {
        counts: { succeeded: 1, failed: 1, skipped: 1, neverRan: 1, running: 1, pending: 0 },
        errorRate: 0.5,
        accuracy: { n: 1, mean: 0.8 },
      },
      compared: { counts: { succeeded: 1 } },
    });
    expect(rank?.series).toHaveLength(24);
    // 09:37 and 09:27 UTC; the week before at 09:37.
    expect(rank?.series.at(-2)).toMatchObject({ succeeded: 1, failed: 1 });
    expect(rank?.series.at(-2)?.comparedP95Ms).toBeCloseTo(200, -1);
    expect(rank?.series.at(-3)).toMatchObject({ succeeded: 0, failed: 0, p95Ms: null });
  });

  it('leads from errors and slow runs to the runs', async () => {
    const { body } = (await get('pipeline-health', { pipeline: 'discovery' })) as {
      body: PipelineHealth;
    };
    const idOf = (externalId: string, all: PipelineRun[]) =>
      all.find((run) => run.externalId === externalId)?.id;
    expect(body.errors).toEqual([
      {
        stage: 'rank',
        errorType: 'TimeoutError',
        count: 1,
        latest: {
          runId: idOf('bad', body.failedRuns),
          at: minutesAgo(40),
          errorMessage: 'No answer',
        },
      },
    ]);
    expect(body.slowestRuns.map(({ externalId }) => externalId)).toEqual([
      'slow',
      'bad',
      'good',
      'unreached',
    ]);
    expect(body.failedRuns).toMatchObject([
      { externalId: 'bad', errorType: 'TimeoutError', failedStages: ['rank'] },
      { externalId: 'unreached', errorType: null, failedStages: [] },
    ]);
  });

  const idsOf = async (query: Record<string, string | number> = {}) =>
    ((await get('pipeline-runs', query)).body.items as PipelineRun[]).map(
      ({ externalId }) => externalId,
    );

  it.each([
    [{}, ['under way', 'traced', 'other', 'good', 'bad', 'unreached', 'slow', 'last week']],
    [{ pipeline: 'headhunt' }, ['traced', 'other']],
    [{ status: 'failed' }, ['bad', 'unreached']],
    [{ status: 'failed', pipeline: 'headhunt' }, []],
    [{ status: 'skipped' }, ['traced']],
    [{ status: 'stalled' }, []],
    [{ traceId: trace }, ['traced']],
    [{ traceId: trace, status: 'failed' }, []],
    [{ pipeline: 'discovery', failedStage: 'rank' }, ['bad']],
    [{ from: minutesAgo(40), to: minutesAgo(20) }, ['good', 'bad']],
  ])('is filtered by %j', async (query, expected) => {
    expect(await idsOf(query)).toEqual(expected);
  });

  it.each([{}, { pipeline: 'discovery' }])('is paged with %j', async (query) => {
    const found: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await get('pipeline-runs', {
        ...query,
        limit: 2,
        ...(cursor && { cursor }),
      });
      found.push(...body.items.map((run: PipelineRun) => run.externalId));
      cursor = body.nextCursor as string | null;
    }
    expect(found).toEqual(await idsOf(query));
  });

  it('is listed with its stages, and for whom it was', async () => {
    const { body } = await get('pipeline-runs', { status: 'failed', limit: 2 });
    expect(body.items[1]).toMatchObject({
      organization: { externalId: 'acme', name: 'Acme' },
      stages: [
        { stage: 'search', status: 'succeeded', neverRan: false },
        { stage: 'rank', status: 'pending', neverRan: true },
      ],
    });
  });

  it('is shown whole, with its scores', async () => {
    await sendBatch(server, key, [
      { kind: 'score', id: 's', runId: 'good', stage: 'rank', value: 0.4, name: 'people' },
    ]);
    const runs = (await get('pipeline-runs', { pipeline: 'discovery' })).body.items;
    const { id } = runs.find((run: PipelineRun) => run.externalId === 'good');
    const { body } = await get(`pipeline-runs/${id}`);
    expect(body).toMatchObject({
      status: 'succeeded',
      durationMs: 800,
      stages: [
        { stage: 'search', status: 'succeeded' },
        { stage: 'rank', status: 'succeeded', accuracy: 0.4 },
      ],
      scores: [{ stage: 'rank', value: 0.4, name: 'people' }],
    });
  });

  it('is exported as the list has it, and that is in the audit log', async () => {
    const { text, headers } = await get('pipeline-runs/export', {
      format: 'csv',
      status: 'failed',
      timeZone: 'Europe/Berlin',
    });
    expect(headers['content-disposition']).toContain('pipeline-runs-2026-11-21.csv');
    const [head, bad, unreached, ...rest] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/^createdAt,createdAtLocal,id,externalId,pipeline,status/);
    expect(bad).toContain(',bad,discovery,failed,false,1,,950,TimeoutError,No answer,rank,');
    expect(unreached).toContain('unreached');
    expect(rest).toEqual([]);
    const [entry] = await readAudit(server, 'pipeline_runs.exported');
    expect(entry).toMatchObject({ after: { rows: 2, complete: true } });
  });

  it('has stalled when it was not heard of for two minutes, until it is heard of again', async () => {
    server.clock.advance({ minutes: 3 });
    expect(await idsOf({ status: 'stalled' })).toEqual(['under way']);
    expect((await get('pipelines')).body.overall).toMatchObject({ inFlight: 1, stalled: 1 });
    const { items } = (await get('pipeline-runs', { status: 'stalled' })).body;
    const run = (await get(`pipeline-runs/${items[0].id}`)).body;
    expect(run).toMatchObject({
      isStalled: true,
      stages: [{}, { stage: 'rank', isStalled: true }],
    });
    await sendBatch(server, key, [
      { kind: 'pipeline_run', id: 'under way', pipeline: 'discovery', status: 'running' },
    ]);
    expect(await idsOf({ status: 'stalled' })).toEqual([]);
  });
});
