import { secondMs } from '../durations.ts';
import type { Clock } from '../clock.ts';

export interface Limiter {
  /** Resolves when the next request may be made; they are let through in the order of asking. */
  take(signal: AbortSignal): Promise<void>;
}

/** At most so many a second, evenly spaced. */
export const createLimiter = (perSecond: number, clock: Clock): Limiter => {
  const everyMs = secondMs / perSecond;
  let dueAt = 0;
  return {
    take: async (signal) => {
      const now = clock.now();
      dueAt = Math.max(dueAt + everyMs, now);
      if (dueAt > now) await clock.sleep(dueAt - now, signal);
    },
  };
};
