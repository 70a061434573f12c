import type { LoadTestThreshold } from '@taffrail/contract';
import { isRecord, recordAt, type ForeignRecord } from './foreign.ts';
import { toK6Report } from './k6-metrics.ts';
import type { LoadTestFormat } from './load-test-format.ts';

const metricsOf = (json: unknown): [string, ForeignRecord][] =>
  isRecord(json) && recordAt(json, 'root_group')
    ? Object.entries(recordAt(json, 'metrics') ?? {}).flatMap(([name, metric]) =>
        isRecord(metric) ? [[name, metric]] : [],
      )
    : [];

/**
 * Here `true` says that the threshold was crossed: k6 writes whether it failed.
 * https://github.com/grafana/k6-docs/pull/212
 */
const readThresholds = (metrics: readonly [string, ForeignRecord][]): LoadTestThreshold[] =>
  metrics.flatMap(([metric, told]) =>
    Object.entries(recordAt(told, 'thresholds') ?? {}).flatMap(([condition, hasFailed]) =>
      typeof hasFailed === 'boolean' ? [{ metric, condition, isMet: !hasFailed }] : [],
    ),
  );

/** What `k6 run --summary-export` writes: each metric is flat, beside a `root_group`. */
export const k6SummaryExport: LoadTestFormat = {
  looksFor: 'the file of k6’s --summary-export (metrics without values, and a root_group)',
  recognises: ({ json }) => {
    const metrics = metricsOf(json);
    return metrics.length > 0 && !metrics.some(([, metric]) => recordAt(metric, 'values'));
  },
  read: ({ json }) => {
    const metrics = metricsOf(json);
    return toK6Report({
      values: new Map(metrics),
      thresholds: readThresholds(metrics),
      name: null,
      durationMs: null,
      endedAt: null,
    });
  },
};
