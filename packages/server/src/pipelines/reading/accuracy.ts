import type { StageAccuracy } from '@taffrail/contract';

/** Of the normal distribution: 95 of 100 lie within so many standard deviations. */
const z = 1.96;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Wilson's interval of a share; unlike the usual one it does not claim certainty of 30 out of 30. */
const ofShare = (n: number, mean: number) => {
  const middle = (mean + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((mean * (1 - mean)) / n + (z * z) / (4 * n * n));
  return { low: middle - half, high: middle + half };
};

/** The usual one of a mean, with the variance of the sample. */
const ofMean = (n: number, mean: number, squareSum: number) => {
  const variance = n > 1 ? Math.max(0, squareSum - n * mean * mean) / (n - 1) : 0.25;
  const half = z * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
};

/**
 * The mean of scores with its 95 % interval; null of none. Where each is 0 or 1, which is where
 * their sum is that of their squares, it is a share.
 */
export const estimateAccuracy = (
  n: number,
  sum: number,
  squareSum: number,
): StageAccuracy | null => {
  if (n === 0) return null;
  const mean = sum / n;
  const isShare = Math.abs(sum - squareSum) < 1e-9;
  const { low, high } = isShare ? ofShare(n, mean) : ofMean(n, mean, squareSum);
  return { n, mean, low: clamp(low), high: clamp(high) };
};
