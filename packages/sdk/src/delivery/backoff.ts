const firstMs = 500;
const longestMs = 30_000;
/** No console means a pause of a day; one that says so has a broken clock. */
const longestRetryAfterMs = 3_600_000;
/** Spreads the clients that were all told the same time. */
const retryAfterSpreadMs = 500;

/**
 * Milliseconds until attempt n + 1 (n from 0): anywhere up to an exponentially growing limit ("full
 * jitter"), or what the server asked for.
 */
export function backoffMs(
  attempt: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  if (retryAfterMs !== undefined && retryAfterMs > 0) {
    return Math.min(retryAfterMs, longestRetryAfterMs) + random() * retryAfterSpreadMs;
  }
  return random() * Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 16));
}

/**
 * For ledger records that the server refuses (a revoked key, say): they can only wait until
 * somebody has put it right.
 */
export const slowRetryMs = (random: () => number): number => 30_000 + random() * 30_000;
