import { setTimeout as wait } from 'node:timers/promises';

/** Tests have one that runs faster. */
export interface Clock {
  now(): number;
  /** Rejects when the signal is given. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(Math.max(0, ms), undefined, { signal }),
};
