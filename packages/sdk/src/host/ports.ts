/** The clock, timers and chance, as ports: tests drive them, nothing else in the SDK reads them. */

export type CancelTimer = () => void;

export interface Ports {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Milliseconds from any beginning, for durations: never set back, and finer than a millisecond. */
  readonly monotonic: () => number;
  /** `keepAlive` only for what somebody awaits: no other timer may hold the host's process open. */
  readonly setTimer: (callback: () => void, delayMs: number, keepAlive?: boolean) => CancelTimer;
  /** In [0, 1). */
  readonly random: () => number;
}

export const systemPorts: Ports = {
  now: Date.now,
  monotonic: () => performance.now(),
  setTimer: (callback, delayMs, keepAlive = false) => {
    const timer = setTimeout(callback, delayMs);
    if (!keepAlive) timer.unref();
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
