import { latencyBucket } from '../../platform/latency-histogram.ts';
import type { ApiRequestRow } from './check-api-request.ts';

const minuteMs = 60_000;

/** Of one kind of request in one minute. */
export interface RequestCount {
  /** Milliseconds since 1970. */
  readonly minute: number;
  readonly endpoint: string;
  readonly method: string;
  readonly statusCode: number;
  /** Requests by bucket of their response time. */
  readonly cells: Map<number, number>;
}

type Kind = Omit<RequestCount, 'cells'>;

/** What requests add to the rollups. */
export class RequestCounts {
  readonly #minutes = new Map<number, Map<string, RequestCount>>();

  add({ createdAt, endpoint, method, statusCode, responseTimeMs, count }: ApiRequestRow): void {
    const minute = Math.floor(createdAt / minuteMs) * minuteMs;
    const { cells } = this.#countOf({ minute, endpoint, method, statusCode });
    const bucket = latencyBucket(responseTimeMs);
    cells.set(bucket, (cells.get(bucket) ?? 0) + count);
  }

  merge(other: RequestCounts): void {
    for (const theirs of other.all()) {
      const { cells } = this.#countOf(theirs);
      for (const [bucket, count] of theirs.cells)
        cells.set(bucket, (cells.get(bucket) ?? 0) + count);
    }
  }

  all(): RequestCount[] {
    return [...this.#minutes.values()].flatMap((kinds) => [...kinds.values()]);
  }

  #countOf({ minute, endpoint, method, statusCode }: Kind): RequestCount {
    let kinds = this.#minutes.get(minute);
    if (kinds === undefined) {
      kinds = new Map();
      this.#minutes.set(minute, kinds);
    }
    const key = `${statusCode} ${method} ${endpoint}`;
    let count = kinds.get(key);
    if (count === undefined) {
      count = { minute, endpoint, method, statusCode, cells: new Map() };
      kinds.set(key, count);
    }
    return count;
  }
}
