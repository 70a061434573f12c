import { loadTestLimits, type LoadTestTimeline } from '@taffrail/contract';
import { LatencyTally } from '../../platform/latency-histogram.ts';

/** What happened in one moment of a run. */
class Moment {
  users: number | null = null;
  requests = 0;
  failed = 0;
  /** Whether it was told of any request whether it failed. */
  knowsFailed = false;
  readonly times = new LatencyTally();

  merge(other: Moment): void {
    if (other.users !== null) this.users = Math.max(this.users ?? 0, other.users);
    this.requests += other.requests;
    this.failed += other.failed;
    this.knowsFailed ||= other.knowsFailed;
    this.times.merge(other.times);
  }
}

/** A rate of less than a second would be of a few requests. */
const leastSeconds = 1;

/**
 * Requests as they come, by the second; where that is too many moments, two become one, as often as
 * it takes. So a run of a day takes no more room than one of four minutes.
 */
export class RequestTimeline {
  #stepMs = 1_000;
  #moments = new Map<number, Moment>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;

  addUsers(at: Date, users: number): void {
    const moment = this.#momentOf(at);
    moment.users = Math.max(moment.users ?? 0, users);
  }

  addRequests(at: Date, count: number): void {
    this.#momentOf(at).requests += count;
  }

  addFailed(at: Date, hasFailed: boolean): void {
    const moment = this.#momentOf(at);
    moment.knowsFailed = true;
    if (hasFailed) moment.failed += 1;
  }

  addDuration(at: Date, ms: number): void {
    this.#momentOf(at).times.add(ms);
  }

  #momentOf(at: Date): Moment {
    const atMs = at.getTime();
    this.#from = Math.min(this.#from, atMs);
    this.#to = Math.max(this.#to, atMs);
    this.#reach(Math.floor(atMs / this.#stepMs));
    const slot = Math.floor(atMs / this.#stepMs);
    const known = this.#moments.get(slot);
    if (known) return known;
    const made = new Moment();
    this.#moments.set(slot, made);
    return made;
  }

  #reach(slot: number): void {
    this.#first = Math.min(this.#first, slot);
    this.#last = Math.max(this.#last, slot);
    while (this.#last - this.#first >= loadTestLimits.moments) this.#halve();
  }

  #halve(): void {
    const halved = new Map<number, Moment>();
    for (const [slot, moment] of this.#moments) {
      const half = Math.floor(slot / 2);
      const known = halved.get(half);
      if (known) known.merge(moment);
      else halved.set(half, moment);
    }
    this.#moments = halved;
    this.#first = Math.floor(this.#first / 2);
    this.#last = Math.floor(this.#last / 2);
    this.#stepMs *= 2;
  }

  /** How much of a moment belongs to the run: it began and ended in the midst of one. */
  #secondsOf(slot: number): number {
    const from = Math.max(slot * this.#stepMs, this.#from);
    const to = Math.min((slot + 1) * this.#stepMs, this.#to);
    return Math.max((to - from) / 1_000, leastSeconds);
  }

  /** Null of a run of which there is nothing to tell. */
  toTimeline(): LoadTestTimeline | null {
    if (this.#moments.size === 0) return null;
    const slots = Array.from(
      { length: this.#last - this.#first + 1 },
      (_, index) => this.#first + index,
    );
    const read = (of: (moment: Moment, slot: number) => number | null): (number | null)[] =>
      slots.map((slot) => {
        const moment = this.#moments.get(slot);
        return moment ? of(moment, slot) : null;
      });
    return {
      stepSeconds: this.#stepMs / 1_000,
      virtualUsers: read(({ users }) => users),
      requestsPerSecond: read(({ requests }, slot) => requests / this.#secondsOf(slot)),
      failedPerSecond: read(({ failed, knowsFailed }, slot) =>
        knowsFailed ? failed / this.#secondsOf(slot) : null,
      ),
      p95Ms: read(({ times }) => times.percentile(0.95)),
    };
  }
}
