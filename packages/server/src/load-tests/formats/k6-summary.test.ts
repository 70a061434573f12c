import { describe, expect, it } from 'vitest';
import { k6MachineSummary } from './k6-machine-summary.ts';
import { k6SummaryExport } from './k6-summary-export.ts';
import { k6Summary } from './k6-summary.ts';
import type { LoadTestFormat } from './load-test-format.ts';
import { ReportBody } from './report-body.ts';

const read = (format: LoadTestFormat, json: unknown) =>
  format.read(new ReportBody(Buffer.from(JSON.stringify(json))));
const recognisedBy = (json: unknown) =>
  [k6Summary, k6SummaryExport, k6MachineSummary]
    .filter(({ recognises }) => recognises(new ReportBody(Buffer.from(JSON.stringify(json)))))
    .map(({ looksFor }) => looksFor);

const handed = {
  root_group: { name: '', groups: [], checks: [] },
  state: { testRunDurationMs: 24_425.3 },
  metrics: {
    http_reqs: { type: 'counter', values: { count: 878, rate: 35.9 } },
    http_req_failed: {
      type: 'rate',
      values: { rate: 0.3975, passes: 349, fails: 529 },
      thresholds: { 'rate<0.01': { ok: false } },
    },
    http_req_duration: {
      type: 'trend',
      values: { avg: 21.2, 'p(90)': 25, 'p(95)': 28.9, 'p(99)': 36.6 },
      thresholds: { 'p(95)<1000': { ok: true } },
    },
    'http_req_duration{method:GET,name:/leads/:id}': { values: { avg: 9, 'p(95)': 12 } },
    'http_reqs{method:GET,name:/leads/:id}': { values: { count: 400, rate: 16 } },
    vus: { type: 'gauge', values: { value: 4, min: 4, max: 18 } },
    vus_max: { type: 'gauge', values: { value: 20, min: 20, max: 20 } },
  },
};

const exported = {
  root_group: { name: '', groups: {}, checks: {} },
  metrics: {
    http_reqs: { count: 300, rate: 10 },
    http_req_failed: { value: 0.02, passes: 6, fails: 294, thresholds: { 'rate<0.01': true } },
    http_req_duration: { avg: 80, 'p(99)': 200, thresholds: { 'p(99)<500': false } },
    vus_max: { value: 10, min: 10, max: 10 },
  },
};

const machine = {
  version: '1.0.0',
  metadata: { generatedAt: '2026-11-20T03:10:00.000Z', k6Version: '1.7.1' },
  config: { execution: 'local', script: 'checkout.js', duration: 60 },
  results: {
    metrics: [
      { name: 'http_reqs', type: 'counter', values: { count: 1_500, rate: 25 } },
      { name: 'http_req_failed', type: 'rate', values: { matches: 30, rate: 0.02, total: 1_500 } },
      { name: 'http_req_duration', type: 'trend', values: { avg: 245.6, p95: 421.1 } },
    ],
  },
};

describe('the summaries of k6', () => {
  it('are told apart', () => {
    expect(recognisedBy(handed)).toEqual([k6Summary.looksFor]);
    expect(recognisedBy(exported)).toEqual([k6SummaryExport.looksFor]);
    expect(recognisedBy(machine)).toEqual([k6MachineSummary.looksFor]);
  });

  it.each([[{}], [{ metrics: {} }], [{ metrics: [] }], [[handed]], [{ results: {} }], [null]])(
    'are not seen in %j',
    (json) => {
      expect(recognisedBy(json)).toEqual([]);
    },
  );

  it('tell what a run was, as handleSummary has it', async () => {
    expect(await read(k6Summary, handed)).toEqual({
      tool: 'k6',
      name: null,
      startedAt: null,
      endedAt: null,
      durationMs: 24_425.3,
      virtualUsers: { count: 18, counted: 'concurrent' },
      requests: 878,
      // A pass of a metric named failed.
      failed: 349,
      averageMs: 21.2,
      tail: { percentile: 95, ms: 28.9 },
      thresholds: [
        { metric: 'http_req_failed', condition: 'rate<0.01', isMet: false },
        { metric: 'http_req_duration', condition: 'p(95)<1000', isMet: true },
      ],
      routes: [
        {
          method: 'GET',
          endpoint: '/leads/:id',
          requests: 400,
          failed: null,
          averageMs: 9,
          tail: { percentile: 95, ms: 12 },
        },
      ],
      samples: [],
      timeline: null,
    });
  });

  it('mean by true, as exported, that a threshold was crossed', async () => {
    const report = await read(k6SummaryExport, exported);
    expect(report.thresholds).toEqual([
      { metric: 'http_req_failed', condition: 'rate<0.01', isMet: false },
      { metric: 'http_req_duration', condition: 'p(99)<500', isMet: true },
    ]);
    expect(report).toMatchObject({ requests: 300, failed: 6, durationMs: 30_000 });
  });

  it('name the percentile that is there instead of one that is not', async () => {
    expect((await read(k6SummaryExport, exported)).tail).toEqual({ percentile: 99, ms: 200 });
    const { http_req_duration: _, ...metrics } = handed.metrics;
    expect((await read(k6Summary, { ...handed, metrics })).tail).toBeNull();
  });

  it('tell when the run was and of which script, in the machine-readable one', async () => {
    expect(await read(k6MachineSummary, machine)).toMatchObject({
      name: 'checkout.js',
      startedAt: new Date('2026-11-20T03:09:00Z'),
      endedAt: new Date('2026-11-20T03:10:00Z'),
      durationMs: 60_000,
      requests: 1_500,
      failed: 30,
      tail: { percentile: 95, ms: 421.1 },
      thresholds: [],
    });
  });

  it('are unreadable when they hold nothing of a run', () => {
    const empty = { root_group: {}, metrics: { mine: { values: { count: 1 } } } };
    expect(() => read(k6Summary, empty)).toThrow('none of http_reqs, iterations and vus');
  });
});
