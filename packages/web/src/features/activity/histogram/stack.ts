import { ActivityCategory, type ActivityHistogram } from '@taffrail/contract';
import type { Span } from '../../../lib/time-range.ts';

/** The colours of the palette, and `other` for everything beyond six series. */
export type SeriesColor = 1 | 2 | 3 | 4 | 5 | 6 | 'other';

export interface Series {
  readonly title: string;
  /** More than one only for "Other". */
  readonly categories: readonly ActivityCategory[];
  readonly color: SeriesColor;
  readonly total: number;
}

export interface Bar {
  readonly from: Date;
  readonly to: Date;
  readonly total: number;
  /** In the order of the series. */
  readonly counts: readonly number[];
}

export interface Stack {
  /** Largest first; "Other" last. */
  readonly series: readonly Series[];
  /** Without gaps, from the beginning of the range to its end. */
  readonly bars: readonly Bar[];
  /** Of the highest bar. */
  readonly peak: number;
  readonly total: number;
}

const mostSeries = 6;
/** A broken answer must not draw forever; the server sends at most 200. */
const mostBars = 400;

/** What usually fills a log keeps its colour whatever else is filtered. */
const preferred: Partial<Record<ActivityCategory, 1 | 2 | 3 | 4 | 5 | 6>> = {
  view: 1,
  discovery: 3,
  lead: 2,
  auth: 6,
  billing: 5,
  task: 4,
  headhunt: 4,
  interaction: 5,
  batch: 6,
  org: 2,
};

const titles: Record<ActivityCategory, string> = {
  discovery: 'Discovery',
  headhunt: 'Headhunt',
  lead: 'Lead',
  interaction: 'Interaction',
  task: 'Task',
  batch: 'Batch',
  auth: 'Auth',
  org: 'Org',
  billing: 'Billing',
  view: 'View',
  other: 'Other',
};
export const categoryTitle = (category: ActivityCategory): string => titles[category];

const colorsFor = (categories: readonly ActivityCategory[]): Map<ActivityCategory, SeriesColor> => {
  const free = new Set<1 | 2 | 3 | 4 | 5 | 6>([1, 2, 3, 4, 5, 6]);
  const colors = new Map<ActivityCategory, SeriesColor>();
  for (const category of categories) {
    const wanted = preferred[category];
    if (wanted && free.delete(wanted)) colors.set(category, wanted);
  }
  for (const category of categories) {
    if (colors.has(category)) continue;
    const [next] = free;
    if (next) free.delete(next);
    colors.set(category, next ?? 'other');
  }
  return colors;
};

const toSeries = (totals: ReadonlyMap<ActivityCategory, number>): Series[] => {
  const seen = ActivityCategory.options
    .filter((category) => (totals.get(category) ?? 0) > 0)
    .toSorted((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  const ranked = seen.filter((category) => category !== 'other');
  const shown = ranked.slice(0, mostSeries);
  const rest = seen.filter((category) => !shown.includes(category));
  const colors = colorsFor(shown);
  const series = shown.map((category): Series => ({
    title: titles[category],
    categories: [category],
    color: colors.get(category) ?? 'other',
    total: totals.get(category) ?? 0,
  }));
  if (rest.length === 0) return series;
  const total = rest.reduce((sum, category) => sum + (totals.get(category) ?? 0), 0);
  return [...series, { title: 'Other', categories: rest, color: 'other', total }];
};

/** Stacks the server's buckets by category, and fills in the empty ones. */
export const stackHistogram = (histogram: ActivityHistogram, span: Span): Stack => {
  const stepMs = histogram.stepSeconds * 1000;
  const totals = new Map<ActivityCategory, number>();
  for (const { counts } of histogram.buckets) {
    for (const category of ActivityCategory.options) {
      const count = counts[category] ?? 0;
      if (count > 0) totals.set(category, (totals.get(category) ?? 0) + count);
    }
  }
  const series = toSeries(totals);

  const anchorMs = Date.parse(histogram.buckets[0]?.at ?? span.from.toISOString());
  // Steps from the anchor to the bucket that the range begins in.
  const lead = Math.floor((span.from.getTime() - anchorMs) / stepMs);
  const beginMs = anchorMs + Math.min(lead, 0) * stepMs;
  const width = Math.ceil((span.to.getTime() - beginMs) / stepMs);
  const byIndex = new Map(
    histogram.buckets.map((bucket) => [
      // Rounded, for days are not all of one length where clocks change.
      Math.round((Date.parse(bucket.at) - beginMs) / stepMs),
      bucket,
    ]),
  );
  const bars = Array.from({ length: Math.min(Math.max(width, 1), mostBars) }, (_, index): Bar => {
    const bucket = byIndex.get(index);
    const fromMs = bucket ? Date.parse(bucket.at) : beginMs + index * stepMs;
    const nextAt = byIndex.get(index + 1)?.at;
    const counts = series.map(({ categories }) =>
      categories.reduce((sum, category) => sum + (bucket?.counts[category] ?? 0), 0),
    );
    return {
      from: new Date(fromMs),
      to: nextAt === undefined ? new Date(fromMs + stepMs) : new Date(nextAt),
      total: counts.reduce((sum, count) => sum + count, 0),
      counts,
    };
  });
  return {
    series,
    bars,
    peak: Math.max(0, ...bars.map(({ total }) => total)),
    total: histogram.total,
  };
};

/** The moments of some bars, no wider than the range that they are drawn for. */
export const spanOfBars = (
  bars: readonly Bar[],
  first: number,
  last: number,
  within: Span,
): Span | undefined => {
  const from = bars[Math.min(first, last)]?.from;
  const to = bars[Math.max(first, last)]?.to;
  if (!from || !to) return undefined;
  const clipped = {
    from: from < within.from ? within.from : from,
    to: to > within.to ? within.to : to,
  };
  return clipped.from < clipped.to ? clipped : undefined;
};
