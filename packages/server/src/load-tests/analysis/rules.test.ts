import type { LoadTestRoute } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import type { Report, ReportedSample } from '../report.ts';
import type { Evidence } from './analysis-provider.ts';
import { matchEndpoint } from './match-endpoint.ts';
import { rules } from './rules.ts';

const runId = '01900000-0000-7000-8000-000000000002';
const baselineId = '01900000-0000-7000-8000-000000000001';

const route = (over: Partial<LoadTestRoute> = {}): LoadTestRoute => ({
  method: 'GET',
  endpoint: '/leads',
  requests: 100,
  failed: 0,
  averageMs: 50,
  tail: { percentile: 95, ms: 100 },
  ...over,
});
const report = (over: Partial<Report> = {}): Report => ({
  tool: 'k6',
  name: null,
  startedAt: null,
  endedAt: null,
  durationMs: 60_000,
  virtualUsers: null,
  requests: 100,
  failed: 0,
  averageMs: 50,
  tail: { percentile: 95, ms: 100 },
  thresholds: [],
  routes: [route()],
  samples: [],
  timeline: null,
  ...over,
});
const baseline = {
  ...report(),
  id: baselineId,
  createdAt: new Date('2026-11-15T03:00:00Z'),
  chosen: 'last_passed',
} as const;
const range = { from: new Date('2026-11-14T10:00:00Z'), to: new Date('2026-11-21T10:00:00Z') };
const endpoint = (over: { endpoint?: string; method?: string; p95Ms?: number } = {}) => ({
  endpoint: '/leads',
  method: 'GET',
  requests: 1_200,
  errors: 0,
  errorRate: 0,
  p50Ms: 10,
  p95Ms: 30,
  p99Ms: 60,
  ...over,
});
const evidence = (
  over: Partial<Report> = {},
  given: Partial<Omit<Evidence, 'run'>> & { verdict?: Evidence['run']['verdict'] } = {},
): Evidence => ({
  baseline: undefined,
  production: { range, endpoints: [] },
  ...given,
  run: {
    id: runId,
    verdict: given.verdict ?? 'passed',
    reason: 'all 1 thresholds met',
    report: report(over),
  },
});
const sample = (over: Partial<ReportedSample>): ReportedSample => ({
  method: 'POST',
  endpoint: '/jobs',
  statusCode: 503,
  error: null,
  url: null,
  responseBody: null,
  durationMs: null,
  occurrences: 34,
  ...over,
});
const texts = (sentences: readonly { text: string }[]) => sentences.map(({ text }) => text);

describe('the analysis by rules', () => {
  it('says what a run came to, in figures', async () => {
    const { summary, diagnosis, actionRequired } = await rules.analyze(evidence());
    expect(texts(summary)).toEqual([
      'Passed: all 1 thresholds met.',
      '100 requests, 0 % failed, p95 100 ms.',
    ]);
    expect(diagnosis).toEqual([]);
    expect(actionRequired).toBe(false);
  });

  it('says nothing of figures that are not known', async () => {
    const { summary } = await rules.analyze(evidence({ requests: null, failed: null, tail: null }));
    expect(texts(summary)).toEqual(['Passed: all 1 thresholds met.']);
  });

  it('names the thresholds that were crossed', async () => {
    const thresholds = [
      { metric: 'http_req_duration', condition: 'p(95)<50', isMet: false },
      { metric: 'checks', condition: 'rate>0.9', isMet: true },
    ];
    const { summary, actionRequired } = await rules.analyze(
      evidence({ thresholds }, { verdict: 'failed' }),
    );
    expect(texts(summary)[0]).toContain('(http_req_duration p(95)<50)');
    expect(actionRequired).toBe(true);
  });

  it('compares with the last run that passed, and names both', async () => {
    const slow = { percentile: 95, ms: 240 };
    const { summary, diagnosis, actionRequired } = await rules.analyze(
      evidence({ tail: slow, routes: [route({ tail: slow })] }, { baseline }),
    );
    const both = [
      { type: 'load_test_run', id: runId },
      { type: 'load_test_run', id: baselineId },
    ];
    expect(summary.at(-1)).toEqual({
      text: 'p95 240 ms is 140 % slower than in the last run that passed (100 ms on 2026-11-15).',
      sources: both,
    });
    expect(diagnosis).toEqual([
      { text: 'GET /leads: p95 240 ms, 100 ms when it last passed.', sources: both },
    ]);
    expect(actionRequired).toBe(true);
  });

  it('compares no percentile with another one', async () => {
    const tail = { percentile: 97.5, ms: 900 };
    const read = await rules.analyze(evidence({ tail, routes: [route({ tail })] }, { baseline }));
    expect(read.summary).toHaveLength(2);
    expect(read.diagnosis).toEqual([]);
  });

  it('tells routes that fail more than they did', async () => {
    const { diagnosis } = await rules.analyze(
      evidence({ routes: [route({ failed: 12 })] }, { baseline }),
    );
    expect(texts(diagnosis)).toEqual(['GET /leads: 12 % failed, 0 % when it last passed.']);
  });

  it('tells each kind of failure once, the most frequent first', async () => {
    const refused = sample({ statusCode: null, error: 'ECONNREFUSED', occurrences: 87 });
    const { diagnosis } = await rules.analyze(
      evidence({ samples: [sample({}), sample({}), refused] }),
    );
    expect(texts(diagnosis)).toEqual([
      'POST /jobs had no answer (ECONNREFUSED) 87 times.',
      'POST /jobs was answered with 503 34 times.',
    ]);
  });

  it('tells what is slow under load only, with the production rows it compares with', async () => {
    const { diagnosis } = await rules.analyze(
      evidence({}, { production: { range, endpoints: [endpoint()] } }),
    );
    expect(diagnosis).toEqual([
      {
        text: 'GET /leads: p95 100 ms under load, 30 ms in production in the week before (1,200 requests).',
        sources: [
          { type: 'load_test_run', id: runId },
          {
            type: 'api_metrics',
            endpoint: '/leads',
            method: 'GET',
            from: '2026-11-14T10:00:00.000Z',
            to: '2026-11-21T10:00:00.000Z',
          },
        ],
      },
    ]);
    const alike = { range, endpoints: [endpoint({ p95Ms: 90 })] };
    expect((await rules.analyze(evidence({}, { production: alike }))).diagnosis).toEqual([]);
  });

  it('does not know what to do about a run of which nothing is known', async () => {
    const unknown = evidence({}, { verdict: 'unknown' });
    expect((await rules.analyze(unknown)).actionRequired).toBeNull();
  });
});

describe('matchEndpoint', () => {
  const endpoints = [
    endpoint({ endpoint: '/leads/:id' }),
    endpoint({ endpoint: '/leads/new' }),
    endpoint({ endpoint: '/leads/:id', method: 'PUT' }),
  ];

  it.each([
    ['GET', '/leads/7', '/leads/:id', 'GET'],
    ['GET', '/leads/new', '/leads/new', 'GET'],
    ['PUT', 'https://shop.test/leads/7?x=1', '/leads/:id', 'PUT'],
    [null, 'PUT /leads/{id}', '/leads/:id', 'PUT'],
    [null, '/leads/7', '/leads/:id', 'GET'],
  ])('finds what %s %s calls', (method, named, pattern, as) => {
    expect(matchEndpoint({ method, endpoint: named }, endpoints)).toMatchObject({
      endpoint: pattern,
      method: as,
    });
  });

  it.each([
    ['DELETE', '/leads/7'],
    ['GET', '/leads/7/notes'],
    ['GET', 'checkout'],
  ])('finds nothing for %s %s', (method, named) => {
    expect(matchEndpoint({ method, endpoint: named }, endpoints)).toBeUndefined();
  });
});
