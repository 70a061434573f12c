/**
 * The console's histogram: microseconds, exact below 32, from there on each power of two in 32
 * equal parts. What falls into one bucket is the same to it, up to 1.6 %.
 */
export function latencyBucket(responseTimeMs: number): number {
  const us = Math.round(responseTimeMs * 1_000);
  if (us < 32) return us;
  const exponent = Math.floor(Math.log2(us));
  // Below 32 << (exponent - 5) only where the logarithm was rounded up to the next power.
  const part = Math.floor(us / 2 ** (exponent - 5));
  return (exponent - 5) * 32 + part;
}
