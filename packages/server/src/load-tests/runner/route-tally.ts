import { loadTestLimits, type LoadTestRequest } from '@taffrail/contract';
import { LatencyTally } from '../../platform/latency-histogram.ts';
import type { Report, ReportedSample } from '../report.ts';

interface Failure {
  readonly samples: ReportedSample[];
  count: number;
}

/** What came of one request of a plan, or of all of them together. */
export class RouteTally {
  requests = 0;
  failed = 0;
  readonly times = new LatencyTally();
  readonly #failures = new Map<string, Failure>();

  /** Anything from 400 on has failed. */
  addAnswer(statusCode: number, ms: number, sample: () => ReportedSample): void {
    this.requests += 1;
    this.times.add(ms);
    if (statusCode >= 400) this.#addFailure(String(statusCode), sample);
  }

  addError(error: string, sample: () => ReportedSample): void {
    this.requests += 1;
    this.#addFailure(error, sample);
  }

  #addFailure(kind: string, sample: () => ReportedSample): void {
    this.failed += 1;
    const known = this.#failures.get(kind) ?? { samples: [], count: 0 };
    this.#failures.set(kind, known);
    known.count += 1;
    if (known.samples.length < loadTestLimits.samplesAlike) known.samples.push(sample());
  }

  merge(other: RouteTally): void {
    this.requests += other.requests;
    this.failed += other.failed;
    this.times.merge(other.times);
  }

  toFigures(): Pick<Report, 'requests' | 'failed' | 'averageMs' | 'tail'> {
    const { requests, failed } = this;
    const ms = this.times.percentile(0.95);
    return {
      requests,
      failed,
      averageMs: this.times.averageMs,
      tail: ms === null ? null : { percentile: 95, ms },
    };
  }

  /** Most often first. */
  toSamples(): ReportedSample[] {
    return [...this.#failures.values()]
      .toSorted((a, b) => b.count - a.count)
      .flatMap(({ samples, count }) => samples.map((one) => ({ ...one, occurrences: count })));
  }
}

/** What a request counts as. */
export const endpointOf = ({ endpoint, path }: LoadTestRequest): string =>
  endpoint ?? path.split('?', 1)[0] ?? path;
