/** The only way to the current time, so that a test can hold it still. */
export interface Clock {
  now(): Date;
}

/** Begins to measure; answers the milliseconds since. Of a clock that nobody sets, and no test. */
export const startStopwatch = (): (() => number) => {
  const begun = performance.now();
  return () => performance.now() - begun;
};

export const systemClock: Clock = { now: () => new Date() };
