import { quickRanges, resolveRange, type QuickRange, type Span } from './time-range.ts';

/** Of logs: actions and what the product logged are kept equally long. */
export const keptDays = 90;

/** As histograms of the log answer. */
export interface CountedOverTime {
  readonly buckets: readonly {
    readonly at: string;
    readonly counts: Readonly<Record<string, number>>;
  }[];
  readonly stepSeconds: number;
}

const dayMs = 86_400_000;

/** Those that end now, narrowest first. */
const ladder: readonly QuickRange[] = ['1h', '6h', '24h', '7d', '30d', '90d'];

/** All that is kept: where to look for what the range in view has not. */
export const everything = (now: Date): Span => ({
  from: new Date(now.getTime() - keptDays * dayMs),
  to: now,
});

export interface BroaderRange {
  readonly range: QuickRange;
  readonly title: string;
}

/** The narrowest range that has something, by the histogram of everything; none when nothing has. */
export const broaderRange = (
  { buckets, stepSeconds }: CountedOverTime,
  now: Date,
  timeZone: string,
): BroaderRange | undefined => {
  const last = buckets.findLast(({ counts }) => Object.values(counts).some((count) => count > 0));
  if (!last) return undefined;
  // Somewhere in this bucket; the range must hold all of it, or it may not hold what was counted.
  const at = new Date(last.at);
  const range =
    ladder.find((name) => (resolveRange(name, now, timeZone)?.from ?? now) <= at) ??
    (at.getTime() + stepSeconds * 1000 > everything(now).from.getTime() ? '90d' : undefined);
  return range && { range, title: quickRanges[range].title.toLowerCase() };
};

/** From when on there is something to show, when the range begins before that. */
export const keptFrom = ({ from }: Span, now: Date): Date | undefined => {
  const limit = everything(now).from;
  // A range of exactly 90 days is not a wish for more.
  return from.getTime() < limit.getTime() - 60_000 ? limit : undefined;
};
