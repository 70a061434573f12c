import type { Clock } from '../../platform/clock.ts';

/**
 * A token bucket for each name: so many attempts at once, then one more every so often. In memory,
 * because what it slows down is slow by itself: with several processes, each allows as many.
 */
export interface Throttle {
  /** Takes an attempt. Answers 0, or the milliseconds until there is one again. */
  take(name: string): number;
  /** Returns an attempt that turned out to be rightful. */
  giveBack(name: string): void;
}

export interface ThrottleOptions {
  readonly clock: Clock;
  readonly burst: number;
  readonly refillMs: number;
  /** Names remembered; beyond, the one not seen for longest is forgotten. */
  readonly names?: number;
}

export const createThrottle = (options: ThrottleOptions): Throttle => {
  const { clock, burst, refillMs, names = 10_000 } = options;
  const buckets = new Map<string, { attempts: number; at: number }>();

  const attemptsOf = (name: string, now: number): number => {
    const bucket = buckets.get(name);
    if (!bucket) return burst;
    return Math.min(burst, bucket.attempts + Math.max(0, now - bucket.at) / refillMs);
  };

  const keep = (name: string, attempts: number, at: number): void => {
    // A Map keeps the order of insertion, so the first is the one not seen for longest.
    buckets.delete(name);
    const [oldest] = buckets.keys();
    if (buckets.size >= names && oldest !== undefined) buckets.delete(oldest);
    if (attempts < burst) buckets.set(name, { attempts, at });
  };

  return {
    take(name) {
      const now = clock.now().getTime();
      const attempts = attemptsOf(name, now);
      if (attempts < 1) return Math.ceil((1 - attempts) * refillMs);
      keep(name, attempts - 1, now);
      return 0;
    },
    giveBack(name) {
      const now = clock.now().getTime();
      keep(name, Math.min(burst, attemptsOf(name, now) + 1), now);
    },
  };
};
