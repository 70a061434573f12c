import { describe, expect, it } from 'vitest';
import { artillery } from './artillery.ts';
import { ReportBody } from './report-body.ts';

const bodyOf = (json: unknown) => new ReportBody(Buffer.from(JSON.stringify(json)));
const endpoint = 'plugins.metrics-by-endpoint';
const report = {
  aggregate: {
    counters: {
      'vusers.created': 40,
      'http.requests': 100,
      'http.responses': 90,
      'http.codes.200': 85,
      'http.codes.302': 1,
      'http.codes.503': 4,
      'errors.ECONNREFUSED': 10,
      [`${endpoint}./leads.v2.codes.200`]: 85,
      [`${endpoint}./leads.v2.codes.503`]: 4,
      [`${endpoint}./jobs.errors.ECONNREFUSED`]: 10,
    },
    firstMetricAt: 1_795_243_891_077,
    lastMetricAt: 1_795_243_916_077,
    summaries: {
      'http.response_time': { mean: 19.5, p95: 32.8, p99: 34.8 },
      [`${endpoint}.response_time./leads.v2`]: { mean: 21, p95: 34.1 },
    },
  },
  intermediate: [],
};

describe('the report of Artillery', () => {
  it('is recognised by its aggregate', () => {
    expect(artillery.recognises(bodyOf(report))).toBe(true);
    expect(artillery.recognises(bodyOf({ aggregate: { codes: {} } }))).toBe(false);
  });

  it('tells what a run was; how many users there were at once it does not', async () => {
    expect(await artillery.read(bodyOf(report))).toMatchObject({
      startedAt: new Date(1_795_243_891_077),
      durationMs: 25_000,
      virtualUsers: { count: 40, counted: 'started' },
      requests: 100,
      failed: 14,
      averageMs: 19.5,
      tail: { percentile: 95, ms: 32.8 },
      thresholds: [],
    });
  });

  it('tells routes and failures where the plugin counted them', async () => {
    const { routes, samples } = await artillery.read(bodyOf(report));
    expect(routes).toEqual([
      {
        method: null,
        endpoint: '/leads.v2',
        requests: 89,
        failed: 4,
        averageMs: 21,
        tail: { percentile: 95, ms: 34.1 },
      },
      { method: null, endpoint: '/jobs', requests: 10, failed: 10, averageMs: null, tail: null },
    ]);
    expect(samples).toMatchObject([
      { endpoint: '/leads.v2', statusCode: 503, occurrences: 4 },
      { endpoint: '/jobs', statusCode: null, error: 'ECONNREFUSED', occurrences: 10 },
    ]);
  });

  it('tells failures of all requests together without it', async () => {
    const counters = { 'http.requests': 5, 'http.codes.500': 2, 'errors.ETIMEDOUT': 3 };
    const { samples, failed } = await artillery.read(bodyOf({ aggregate: { counters } }));
    expect(failed).toBe(7);
    expect(samples).toMatchObject([
      { endpoint: '(all)', statusCode: 500, occurrences: 2 },
      { endpoint: '(all)', error: 'ETIMEDOUT', occurrences: 3 },
    ]);
  });

  it('tells how it went by its periods, and the users that were under way at the end of each', async () => {
    const period = (at: number, counters: Record<string, number>, p95: number) => ({
      period: String(at),
      counters,
      lastMetricAt: at + 10_000,
      summaries: { 'http.response_time': { p95 } },
    });
    const intermediate = [
      period(
        1_795_243_900_000,
        { 'vusers.created': 9, 'vusers.completed': 4, 'http.requests': 50 },
        30,
      ),
      period(
        1_795_243_910_000,
        { 'vusers.failed': 5, 'http.requests': 20, 'http.codes.503': 4, 'errors.ETIMEDOUT': 1 },
        90,
      ),
    ];
    const { timeline } = await artillery.read(bodyOf({ ...report, intermediate }));
    expect(timeline).toEqual({
      stepSeconds: 10,
      virtualUsers: [5, 0],
      requestsPerSecond: [5, 2],
      failedPerSecond: [0, 0.5],
      p95Ms: [30, 90],
    });
    expect((await artillery.read(bodyOf(report))).timeline).toBeNull();
  });

  it('is unreadable without a count', () => {
    expect(() => artillery.read(bodyOf({ aggregate: { counters: {} } }))).toThrow('http.requests');
  });
});
