import type { LoadTestThreshold, LoadTestThresholds } from '@taffrail/contract';
import type { Report } from '../report.ts';
import { errorRateOf } from '../to-run.ts';

export interface AppliedThresholds {
  readonly thresholds: LoadTestThreshold[];
  /** What the report does not tell, and a threshold is about. */
  readonly untold: string[];
}

interface Measured {
  readonly metric: string;
  /** As k6 words it, without its limit. */
  readonly figure: string;
  readonly value: number | null;
  readonly limit: number | undefined;
}

/** What a report comes to by the thresholds of its plan, in the words of k6. */
export const applyThresholds = (
  { p95Ms, averageMs, errorRate }: LoadTestThresholds,
  report: Pick<Report, 'tail' | 'averageMs' | 'requests' | 'failed'>,
): AppliedThresholds => {
  const measured: Measured[] = [
    {
      metric: 'http_req_duration',
      figure: `p(${report.tail?.percentile ?? 95})`,
      value: report.tail?.ms ?? null,
      limit: p95Ms,
    },
    { metric: 'http_req_duration', figure: 'avg', value: report.averageMs, limit: averageMs },
    { metric: 'http_req_failed', figure: 'rate', value: errorRateOf(report), limit: errorRate },
  ];
  const applied: AppliedThresholds = { thresholds: [], untold: [] };
  for (const { metric, figure, value, limit } of measured) {
    if (limit === undefined) continue;
    if (value === null) applied.untold.push(figure);
    else
      applied.thresholds.push({ metric, condition: `${figure}<=${limit}`, isMet: value <= limit });
  }
  return applied;
};
