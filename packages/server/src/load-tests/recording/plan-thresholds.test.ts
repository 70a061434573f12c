import { ProductConfig, type LoadTestRun } from '@taffrail/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runJobs } from '../../../test/run-jobs.ts';
import { startTestServer } from '../../../test/server.ts';
import { applyThresholds } from './plan-thresholds.ts';

const report = {
  requests: 200,
  failed: 4,
  averageMs: 40,
  tail: { percentile: 95, ms: 300 },
} as const;

describe('applyThresholds', () => {
  it('words them as k6 does, and holds what is equal for met', () => {
    const { thresholds, untold } = applyThresholds(
      { p95Ms: 300, averageMs: 39.5, errorRate: 0.01 },
      report,
    );
    expect(thresholds).toEqual([
      { metric: 'http_req_duration', condition: 'p(95)<=300', isMet: true },
      { metric: 'http_req_duration', condition: 'avg<=39.5', isMet: false },
      { metric: 'http_req_failed', condition: 'rate<=0.01', isMet: false },
    ]);
    expect(untold).toEqual([]);
  });

  it('says which percentile stood in for p95', () => {
    const tail = { percentile: 97.5, ms: 310 };
    expect(applyThresholds({ p95Ms: 300 }, { ...report, tail }).thresholds).toEqual([
      { metric: 'http_req_duration', condition: 'p(97.5)<=300', isMet: false },
    ]);
  });

  it('names what is not told, and applies nothing that is not set', () => {
    const nothing = { requests: 0, failed: 0, averageMs: null, tail: null };
    expect(applyThresholds({ p95Ms: 300, errorRate: 0 }, nothing)).toEqual({
      thresholds: [],
      untold: ['p(95)', 'rate'],
    });
    expect(applyThresholds({}, report)).toEqual({ thresholds: [], untold: [] });
  });
});

describe('the thresholds of a plan', () => {
  it('judge a report that has none, whoever sent it', async () => {
    const product = ProductConfig.parse({
      loadTests: [{ name: 'nightly', thresholds: { p95Ms: 500 } }],
    });
    const server = await startTestServer({ product });
    onTestFinished(() => server.close());
    const viewer = await server.operator('viewer');
    const { token } = await server.ingestKey(['load_tests']);
    const reported = async (latency: object): Promise<LoadTestRun> => {
      server.clock.advance({ hours: 1 });
      await server.inject(`POST /ingest/load-tests/${token}`, {
        query: { plan: 'nightly', exit_code: '0' },
        body: { url: '/x', connections: 1, requests: { total: 9 }, latency },
      });
      await runJobs(server);
      return (await server.inject('GET /api/v1/load-test-runs', { as: viewer })).body.items[0];
    };
    expect(await reported({ average: 50, p97_5: 600 })).toMatchObject({
      verdict: 'failed',
      thresholds: [{ condition: 'p(97.5)<=500', isMet: false }],
    });
    expect(await reported({ average: 50, p97_5: 400 })).toMatchObject({
      verdict: 'passed',
      verdictReason: 'all 1 thresholds met',
    });
    expect(await reported({ average: 50 })).toMatchObject({
      verdict: 'unknown',
      verdictReason: 'the report does not tell p(95), which a threshold is about',
    });
  });
});
