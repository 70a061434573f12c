import type { Span } from '../../lib/time-range.ts';
import type { CountBucket } from './bars.ts';

/** A broken answer must not draw forever; servers send at most 200. */
const most = 400;

/** Buckets without gaps from the beginning of a range to its end: nothing counted is a zero. */
export const fillBuckets = (
  buckets: readonly CountBucket[],
  stepSeconds: number,
  { from, to }: Span,
): CountBucket[] => {
  const stepMs = stepSeconds * 1000;
  const anchorMs = buckets[0] ? Date.parse(buckets[0].at) : from.getTime();
  const stepsBefore = Math.max(0, Math.ceil((anchorMs - from.getTime()) / stepMs));
  const beginMs = anchorMs - stepsBefore * stepMs;
  const count = Math.ceil((to.getTime() - beginMs) / stepMs);
  // Rounded, for days are not all of one length where clocks change.
  const byIndex = new Map(
    buckets.map((bucket) => [Math.round((Date.parse(bucket.at) - beginMs) / stepMs), bucket]),
  );
  return Array.from(
    { length: Math.min(Math.max(count, 1), most) },
    (_, index) =>
      byIndex.get(index) ?? { at: new Date(beginMs + index * stepMs).toISOString(), counts: {} },
  );
};
