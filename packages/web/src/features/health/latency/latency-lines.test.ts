import { describe, expect, it } from 'vitest';
import { toLatencyLines } from './latency-lines.ts';

const at = (day: string, p95Ms: number | null) => ({ at: day, p50Ms: 1, p95Ms, p99Ms: 100 });

describe('toLatencyLines', () => {
  it('puts the period before at the same places', () => {
    const current = {
      range: { from: '2026-11-14T10:07:00.000Z' },
      series: [at('2026-11-14T10:00:00.000Z', 10), at('2026-11-14T11:00:00.000Z', null)],
    };
    const before = {
      range: { from: '2026-11-07T10:07:00.000Z' },
      series: [at('2026-11-07T10:00:00.000Z', 8), at('2026-11-07T11:00:00.000Z', 9)],
    };
    const lines = toLatencyLines(current, before, 3_600);
    expect(lines.map(({ title }) => title)).toEqual(['p50', 'p95', 'p99']);
    expect(lines[1]).toMatchObject({ values: [10, null], previous: [8, 9] });
  });

  it('has none where nothing is compared', () => {
    const current = { range: { from: '2026-11-14T10:07:00.000Z' }, series: [] };
    for (const { previous } of toLatencyLines(current, undefined, 60))
      expect(previous).toBeUndefined();
  });
});
