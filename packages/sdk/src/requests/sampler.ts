import { latencyBucket } from './latency-bucket.ts';
import type { TakenRequest } from './taken-request.ts';

/** What one key has collected since its last record. */
interface Pending {
  last: TakenRequest;
  count: number;
}

/** A host with more different requests than this in one interval is hardly sampled at all. */
const mostKeys = 10_000;
/** The console's limit. */
const largestCount = 1_000_000;

/**
 * Sends one of n requests, with the number that it stands for. Counted apart are endpoint, method,
 * status and the bucket of the response time: so the sums are exact, and so are percentiles to the
 * width of a bucket. No chance is involved; what is left when an interval ends goes with the last
 * request of its kind.
 */
export class Sampler {
  readonly #every: number;
  readonly #emit: (request: TakenRequest) => void;
  readonly #kinds = new Map<string, Map<number, Pending>>();
  #keys = 0;

  constructor(share: number, emit: (request: TakenRequest) => void) {
    this.#every = Math.min(largestCount, Math.max(1, Math.round(1 / share)));
    this.#emit = emit;
  }

  add(request: TakenRequest): void {
    const pending = this.#pendingOf(request);
    pending.last = request;
    pending.count += 1;
    if (pending.count < this.#every) return;
    this.#emit({ ...request, count: pending.count });
    pending.count = 0;
  }

  /** The end of an interval: what is counted and not sent yet. */
  flush(): void {
    for (const buckets of this.#kinds.values())
      for (const { last, count } of buckets.values()) if (count > 0) this.#emit({ ...last, count });
    this.#kinds.clear();
    this.#keys = 0;
  }

  #pendingOf(request: TakenRequest): Pending {
    const kind = `${request.statusCode} ${request.method} ${request.endpoint}`;
    let buckets = this.#kinds.get(kind);
    if (buckets === undefined) {
      buckets = new Map();
      this.#kinds.set(kind, buckets);
    }
    const bucket = latencyBucket(request.responseTimeMs);
    const known = buckets.get(bucket);
    if (known !== undefined) return known;
    if (this.#keys >= mostKeys) {
      this.flush();
      return this.#pendingOf(request);
    }
    const pending = { last: request, count: 0 };
    buckets.set(bucket, pending);
    this.#keys += 1;
    return pending;
  }
}
