import type { DashboardRange, DashboardRequests } from '@taffrail/contract';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { requestsFromRows } from '../../test/figures/dashboard-from-rows.ts';
import { dayEdges } from '../../test/figures/day-edges.ts';
import { sendRequests } from '../../test/figures/send-requests.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { aiJobPartitions } from '../ai-jobs/partitions.ts';
import { foldClosedMinutes } from '../api-metrics/jobs.ts';
import { apiMetricsPartitions } from '../api-metrics/partitions.ts';
import { pipelinePartitions } from '../pipelines/partitions.ts';
import { ensurePartitions } from '../platform/db/partitions.ts';

const path = 'GET /api/v1/dashboard/requests';
const ranges: readonly DashboardRange[] = ['1d', '7d', '30d'];
const dayMs = 86_400_000;

const show = async (
  server: TestServer,
  as: Credential,
  range: DashboardRange,
): Promise<DashboardRequests> => (await server.inject(path, { as, query: { range } })).body;

/** Some of a stretch of time, most of them of its last two hours. */
const requestsBetween = (from: number, to: number, seed: number) =>
  fc.sample(
    fc.record({
      endpoint: fc.constantFrom('/a', '/b/:id'),
      statusCode: fc.constantFrom(200, 200, 200, 404, 500, 503),
      responseTimeMs: fc.double({ min: 0.05, max: 3_000, noNaN: true }),
      count: fc.constantFrom(1, 1, 1, 7),
      createdAt: fc
        .oneof(
          fc.integer({ min: from, max: to - 1 }),
          fc.integer({ min: Math.max(from, to - 7_200_000), max: to - 1 }),
        )
        .map((at) => new Date(at).toISOString()),
    }),
    { numRuns: 400, seed },
  );

/** AI jobs and runs of pipelines, some of which fail; no two come at the same time. */
const failuresBetween = (from: number, to: number): object[] =>
  Array.from({ length: 90 }, (_, index) => ({
    ...(index % 5 < 2
      ? { kind: 'pipeline_run', id: `${from} ${index}`, pipeline: 'discovery' }
      : { kind: 'ai_job', provider: 'openai', model: 'small', latencyMs: 500 }),
    status: index % 3 === 0 ? 'failed' : 'succeeded',
    // Half of them in the last two hours.
    createdAt: new Date(
      index % 2 === 0
        ? from + ((to - from) * index) / 90
        : Math.max(from, to - 7_200_000) + (Math.min(to - from, 7_200_000) * index) / 90,
    ).toISOString(),
  }));

describe.each(dayEdges)('GET /api/v1/dashboard/requests in %s', (timeZone, ...moments) => {
  let server: TestServer;
  let key: Credential;
  let sentUntil = 0;

  const makePartitions = async (): Promise<void> => {
    const client = await server.owner.connect();
    await ensurePartitions(
      client,
      [...apiMetricsPartitions, ...aiJobPartitions, ...pipelinePartitions],
      server.clock.now(),
    );
    client.release();
  };

  /** Time passes: requests come, and all but those of the last hour are folded. */
  const passUntil = async (moment: string): Promise<void> => {
    const end = Date.parse(moment);
    while (sentUntil < end) {
      const to = Math.min(sentUntil + 12 * dayMs, end);
      server.clock.set(new Date(to));
      await makePartitions();
      await sendRequests(server, key, requestsBetween(sentUntil, to, to));
      await sendBatch(server, key, failuresBetween(sentUntil, to));
      await foldClosedMinutes(server.owner, new Date(to - 3_600_000));
      sentUntil = to;
    }
  };

  beforeAll(async () => {
    sentUntil = Date.parse(moments[0] ?? '') - 70 * dayMs;
    server = await startTestServer({ now: new Date(sentUntil).toISOString(), timeZone });
    key = await server.ingestKey();
  });
  afterAll(() => server.close());

  it.each(moments)('has the figures of the rows at %s', async (moment) => {
    await passUntil(moment);
    const viewer = await server.operator('viewer');
    for (const range of ranges) {
      const shown = await show(server, viewer, range);
      const { asOf, range: period, timeZone: zone, ...figures } = shown;
      expect([asOf, zone]).toEqual([new Date(moment).toISOString(), timeZone]);
      expect(figures).toEqual(await requestsFromRows(server.owner, { range, asOf, timeZone }));
      expect(figures.comparison).not.toBeNull();
      expect(figures.series).toHaveLength(range === '30d' ? 30 : 7);
      expect(Date.parse(period.to) - Date.parse(asOf)).toBeLessThanOrEqual(60_000);
      const clocks = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' });
      expect(clocks.format(new Date(period.from))).toBe('00:00:00');
      expect(clocks.format(new Date(figures.comparison?.previousFrom ?? ''))).toBe('00:00:00');
    }
  });
});

describe('GET /api/v1/dashboard/requests', () => {
  let server: TestServer;
  let viewer: Credential;
  let key: Credential;
  beforeAll(async () => {
    server = await startTestServer({ now: '2026-11-21T10:07:13Z' });
    viewer = await server.operator('viewer');
    key = await server.ingestKey();
  });
  afterAll(() => server.close());

  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it('refuses an unknown range', async () => {
    const answer = await server.inject(path, { as: viewer, query: { range: '2d' } });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it('is for those who may see operations', async () => {
    const answer = await server.inject(path, { as: await server.operator('finance') });
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
    expect(answer.status).toBe(403);
  });

  it('has no rate and no percentile, and knows of no day, before the first request', async () => {
    const { since, comparison, current, series } = await show(server, viewer, '1d');
    const nothing = { requests: 0, errors: 0, errorRate: null, p50Ms: null, p95Ms: null };
    expect([since, comparison]).toEqual([null, null]);
    expect(current).toMatchObject(nothing);
    expect(series.map(({ day }) => day)).toEqual(
      [15, 16, 17, 18, 19, 20, 21].map((day) => `2026-11-${day}`),
    );
  });

  it('shows a request that came just now, and one of the minute under way', async () => {
    await sendRequests(server, key, [
      { createdAt: '2026-11-21T10:07:13Z', statusCode: 500 },
      { createdAt: '2026-11-21T10:07:40Z', count: 3 },
      { createdAt: '2026-11-21T10:08:00Z' },
    ]);
    const { since, current, comparison, range } = await show(server, viewer, '1d');
    expect(current).toMatchObject({ requests: 4, errors: 1, errorRate: 0.25 });
    expect(range).toEqual({ from: '2026-11-21T00:00:00.000Z', to: '2026-11-21T10:08:00.000Z' });
    expect([since, comparison]).toEqual(['2026-11-21', null]);
  });

  it('compares whole minutes with whole minutes of the day before', async () => {
    await sendRequests(server, key, [
      { createdAt: '2026-11-20T10:06:59.999Z' },
      { createdAt: '2026-11-20T10:07:00Z', count: 9 },
      { createdAt: '2026-11-21T10:06:59.999Z', count: 2 },
    ]);
    const { current, comparison } = await show(server, viewer, '1d');
    expect(current.requests).toBe(6);
    expect(comparison).toMatchObject({
      previousFrom: '2026-11-20T00:00:00.000Z',
      previousTo: '2026-11-20T10:07:00.000Z',
      previous: { requests: 1 },
      comparedTo: '2026-11-21T10:07:00.000Z',
      compared: { requests: 2 },
    });
  });
});
