import type { LoadTestRun } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { summarizeTrend, toHeights, toTrend } from './trend.ts';

const run = (over: Partial<LoadTestRun>): LoadTestRun => ({
  id: '0192f000-0000-7000-8000-00000000c01a',
  loadTest: { id: '0192f000-0000-7000-8000-00000000c01b', name: 'leads' },
  createdAt: '2026-11-15T03:00:00Z',
  receivedAt: '2026-11-15T03:01:00Z',
  tool: 'k6',
  verdict: 'passed',
  verdictReason: '',
  durationMs: null,
  virtualUsers: null,
  requests: 100,
  failed: 0,
  averageMs: 10,
  tail: { percentile: 95, ms: 100 },
  errorRate: 0,
  thresholds: [],
  analysis: null,
  autofix: null,
  ...over,
});
const threshold = (metric: string, condition: string) => ({ metric, condition, isMet: true });
const format = (ms: number): string => `${ms} ms`;

describe('toTrend', () => {
  it('goes from old to new, with the limits of the latest that has some', () => {
    const trend = toTrend([
      run({ tail: { percentile: 95, ms: 200 }, verdict: 'missed' }),
      run({
        thresholds: [
          threshold('http_req_duration{name:/leads}', 'p(95)<1'),
          threshold('http_req_duration', 'avg<50'),
          threshold('http_req_duration', 'p(95) <= 500'),
          threshold('http_req_failed', 'rate<0.01'),
        ],
      }),
      run({ thresholds: [threshold('http_req_duration', 'p(95)<900')] }),
    ]);
    expect(trend.runs.map(({ tailMs }) => tailMs)).toEqual([100, 100, 200]);
    expect(trend.limits).toEqual({ tailMs: 500, errorRate: 0.01 });
    expect(summarizeTrend(trend, format)).toBe(
      'P95 between 100 ms and 200 ms, last 200 ms; 1 of 3 did not pass.',
    );
  });

  it('compares only the same percentile, and reads no lower limit', () => {
    const trend = toTrend([
      run({ tail: { percentile: 97.5, ms: 300 } }),
      run({ thresholds: [threshold('http_req_duration', 'p(95)>5')] }),
    ]);
    expect(trend.runs.map(({ tailMs }) => tailMs)).toEqual([null, 300]);
    expect(trend.limits.tailMs).toBeNull();
  });

  it('names one figure once', () => {
    expect(summarizeTrend(toTrend([run({}), run({})]), format)).toBe(
      'P95 of 100 ms; all of 2 passed.',
    );
  });

  it('says when nothing is known', () => {
    const trend = toTrend([run({ tail: null, verdict: 'missed' })]);
    expect(summarizeTrend(trend, format)).toBe('No response time is known; 1 of 1 did not pass.');
  });
});

describe('toHeights', () => {
  it('leaves air above the highest, be that a value or the limit', () => {
    const { bars, limit } = toHeights([50, null, 100], 200);
    expect(limit).toBeCloseTo(90.9, 1);
    expect(bars[0]).toBeCloseTo(22.7, 1);
    expect(bars[1]).toBeNull();
  });

  it('is flat where all is zero', () => {
    expect(toHeights([0, null], null)).toEqual({ bars: [0, null], limit: null });
  });
});
