import type { LoadTestThreshold } from '@taffrail/contract';
import { isRecord, numberAt, recordAt, type ForeignRecord } from './foreign.ts';
import { toK6Report } from './k6-metrics.ts';
import type { LoadTestFormat } from './load-test-format.ts';

const metricsOf = (json: unknown): [string, ForeignRecord][] =>
  isRecord(json)
    ? Object.entries(recordAt(json, 'metrics') ?? {}).flatMap(([name, metric]) =>
        isRecord(metric) ? [[name, metric]] : [],
      )
    : [];

const readThresholds = (metrics: readonly [string, ForeignRecord][]): LoadTestThreshold[] =>
  metrics.flatMap(([metric, told]) =>
    Object.entries(recordAt(told, 'thresholds') ?? {}).flatMap(([condition, result]) =>
      isRecord(result) && typeof result['ok'] === 'boolean'
        ? [{ metric, condition, isMet: result['ok'] }]
        : [],
    ),
  );

/** What k6 hands to `handleSummary`, written as JSON: each metric has its `values`. */
export const k6Summary: LoadTestFormat = {
  looksFor: 'the data of k6’s handleSummary (metrics with values)',
  recognises: ({ json }) => metricsOf(json).some(([, metric]) => recordAt(metric, 'values')),
  read: ({ json }) => {
    const metrics = metricsOf(json);
    const state = isRecord(json) ? recordAt(json, 'state') : undefined;
    return toK6Report({
      values: new Map(metrics.map(([name, metric]) => [name, recordAt(metric, 'values') ?? {}])),
      thresholds: readThresholds(metrics),
      name: null,
      durationMs: state ? numberAt(state, 'testRunDurationMs') : null,
      endedAt: null,
    });
  },
};
