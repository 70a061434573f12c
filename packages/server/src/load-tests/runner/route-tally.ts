import { loadTestLimits, type LoadTestRequest } from '@taffrail/contract';
import {
  LatencyHistogram,
  latencyBucket,
  packHistogram,
} from '../../platform/latency-histogram.ts';
import type { Report, ReportedSample } from '../report.ts';

const mostMs = 86_400_000;

/** Response times, however many there are. */
class Times {
  readonly #buckets = new Map<number, number>();
  #totalMs = 0;
  #count = 0;

  add(ms: number): void {
    const bucket = latencyBucket(Math.min(Math.max(ms, 0), mostMs));
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
    this.#totalMs += ms;
    this.#count += 1;
  }

  merge(other: Times): void {
    for (const [bucket, count] of other.#buckets)
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
    this.#totalMs += other.#totalMs;
    this.#count += other.#count;
  }

  get averageMs(): number | null {
    return this.#count === 0 ? null : this.#totalMs / this.#count;
  }

  /** Within 2 %. */
  get p95Ms(): number | null {
    const histogram = new LatencyHistogram();
    histogram.add(packHistogram(this.#buckets));
    return histogram.percentile(0.95);
  }
}

interface Failure {
  readonly samples: ReportedSample[];
  count: number;
}

/** What came of one request of a plan, or of all of them together. */
export class RouteTally {
  requests = 0;
  failed = 0;
  readonly times = new Times();
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
    const { averageMs, p95Ms } = this.times;
    return {
      requests,
      failed,
      averageMs,
      tail: p95Ms === null ? null : { percentile: 95, ms: p95Ms },
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
