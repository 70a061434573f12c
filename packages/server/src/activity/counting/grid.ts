import type { ZoneDay } from '../../platform/db/calendar.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';

const steps = [60, 300, 900, 3_600] as const;
export const daySeconds = 86_400;
const mostBuckets = 200;

/** The buckets of a histogram: their width, and of each its beginning and how SQL names it. */
export interface Grid {
  readonly stepSeconds: number;
  readonly buckets: readonly { readonly key: string; readonly at: Date }[];
}

/** The finest step, in seconds, that keeps a range within the number of buckets; at last a day. */
export const chooseStep = ({ from, to }: TimeRange, finestSeconds: number): number => {
  const seconds = (to.getTime() - from.getTime()) / 1_000;
  // One more than fit: a range rarely begins with a bucket.
  return (
    steps.find((step) => step >= finestSeconds && seconds / step + 1 <= mostBuckets) ?? daySeconds
  );
};

const toStepBuckets = ({ from, to }: TimeRange, stepSeconds: number): Grid['buckets'] => {
  const first = Math.floor(from.getTime() / 1_000 / stepSeconds);
  const end = Math.ceil(to.getTime() / 1_000 / stepSeconds);
  return Array.from({ length: end - first }, (_, index) => {
    const second = (first + index) * stepSeconds;
    return { key: String(second), at: new Date(second * 1_000) };
  });
};

/** @param days those that the range touches; read only for a step of a day. */
export const makeGrid = (
  range: TimeRange,
  stepSeconds: number,
  days: readonly ZoneDay[],
): Grid => ({
  stepSeconds,
  buckets:
    stepSeconds < daySeconds
      ? toStepBuckets(range, stepSeconds)
      : days
          .filter(({ startsAt }) => startsAt < range.to)
          .map(({ day, startsAt }) => ({ key: day, at: startsAt })),
});
