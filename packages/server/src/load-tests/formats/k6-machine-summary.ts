import { isRecord, numberAt, recordAt, textAt, toMoment, type ForeignRecord } from './foreign.ts';
import { toK6Report } from './k6-metrics.ts';
import type { LoadTestFormat } from './load-test-format.ts';

const listAt = (record: ForeignRecord | undefined, name: string): unknown[] | undefined => {
  const value = record?.[name];
  return Array.isArray(value) ? value : undefined;
};

/** Some builds count `passes` of what is named failed the other way round; the rate is always right. */
const withoutPasses = (values: ForeignRecord): ForeignRecord =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'passes'));

/**
 * What k6 writes with `--new-machine-readable-summary` (1.5 and later). It has no thresholds.
 * https://github.com/grafana/k6-summary
 */
export const k6MachineSummary: LoadTestFormat = {
  looksFor: 'k6’s machine-readable summary (results with a list of metrics)',
  recognises: ({ json }) =>
    isRecord(json) && listAt(recordAt(json, 'results'), 'metrics') !== undefined,
  read: ({ json }) => {
    const summary = isRecord(json) ? json : {};
    const metrics = listAt(recordAt(summary, 'results'), 'metrics') ?? [];
    const config = recordAt(summary, 'config') ?? {};
    const seconds = numberAt(config, 'duration');
    return toK6Report({
      values: new Map(
        metrics.filter(isRecord).flatMap((metric) => {
          const name = textAt(metric, 'name');
          const values = recordAt(metric, 'values');
          return name !== null && values ? [[name, withoutPasses(values)]] : [];
        }),
      ),
      thresholds: [],
      name: textAt(config, 'script'),
      durationMs: seconds === null ? null : seconds * 1_000,
      endedAt: toMoment(recordAt(summary, 'metadata')?.['generatedAt']),
    });
  },
};
