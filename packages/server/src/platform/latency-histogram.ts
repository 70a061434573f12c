/**
 * How long things took, as counts by bucket: microseconds, exact below 32, from there on each power
 * of two in 32 equal parts. Histograms of the same kind are added bucket by bucket, and a percentile
 * of the sum is off by 1.6 % at most (half of a 32nd): buckets are in the order of what they hold, so the
 * rank of a percentile falls into the bucket of the exact one, and the middle stands for it.
 */

const exactBelow = 32;
const partsOfAPower = 32;
const exponentOfExact = 5;
const microsecondsOfMs = 1_000;

export const latencyBucket = (ms: number): number => {
  const us = Math.round(ms * microsecondsOfMs);
  if (us < exactBelow) return us;
  const exponent = Math.floor(Math.log2(us));
  const part = Math.floor(us / 2 ** (exponent - exponentOfExact));
  return (exponent - exponentOfExact) * partsOfAPower + part;
};

/** The middle of a bucket, in milliseconds. */
export const latencyOfBucket = (bucket: number): number => {
  if (bucket < exactBelow + partsOfAPower) return bucket / microsecondsOfMs;
  const power = Math.floor(bucket / partsOfAPower) - 1;
  const width = 2 ** power;
  const first = ((bucket % partsOfAPower) + partsOfAPower) * width;
  return (first + (width - 1) / 2) / microsecondsOfMs;
};
