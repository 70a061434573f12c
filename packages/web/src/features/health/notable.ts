/**
 * No thresholds are known, so the period before is what a figure is held against. A change of less
 * than a tenth is none; a fourth more is worth a look, unless nobody would feel so little time.
 */
const noChange = 0.1;
const muchMore = 0.25;
const feltMs = 5;
/** Of all requests: a rise of the error rate that is worth a look. */
const moreErrors = 0.005;

/** How a figure of which less is better came on. */
export type Course = 'as_before' | 'better' | 'somewhat_worse' | 'worse';

/** Null where the time before was none. */
export const courseOfLatency = (ms: number, beforeMs: number): Course | null => {
  if (beforeMs === 0) return null;
  const change = ms / beforeMs - 1;
  if (Math.abs(change) < noChange) return 'as_before';
  if (change < 0) return 'better';
  return change >= muchMore && ms - beforeMs >= feltMs ? 'worse' : 'somewhat_worse';
};

export const courseOfRate = (rate: number, before: number): Course => {
  const change = rate - before;
  if (Math.abs(change) < moreErrors / 2) return 'as_before';
  if (change < 0) return 'better';
  return change >= moreErrors ? 'worse' : 'somewhat_worse';
};
