import { describe, expect, it } from 'vitest';
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
