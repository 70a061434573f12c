import type { ProbeFigures } from '@taffrail/contract';
import { LatencyHistogram } from '../platform/latency-histogram.ts';
import type { LatencyRow } from './database-latency.store.ts';

export const toFigures = (rows: readonly LatencyRow[]): ProbeFigures => {
  const histogram = new LatencyHistogram();
  let failures = 0;
  for (const row of rows) {
    histogram.add(row.histograms);
    failures += row.failures;
  }
  const probes = histogram.total + failures;
  return {
    probes,
    failures,
    failureRate: probes === 0 ? null : failures / probes,
    p50Ms: histogram.percentile(0.5),
    p95Ms: histogram.percentile(0.95),
    p99Ms: histogram.percentile(0.99),
  };
};

/** Of each moment, up to where the next begins. */
export const toSeries = (
  moments: readonly Date[],
  rows: readonly LatencyRow[],
): (ProbeFigures & { at: string })[] => {
  const rowsOf = Map.groupBy(rows, ({ moment }) => moment);
  return moments.map((at, index) => ({
    at: at.toISOString(),
    ...toFigures(rowsOf.get(index) ?? []),
  }));
};
