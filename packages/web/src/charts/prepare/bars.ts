import { formatCount } from '../../lib/format.ts';

/** Counts over time by kind, as the server answers them. */
export interface CountBucket {
  readonly at: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface BarSeries {
  readonly id: string;
  /** What it counts: its own id, or those that are "Other". */
  readonly ids: readonly string[];
  readonly title: string;
  readonly total: number;
  /** 1 to 6 of the palette; 0 is "Other". */
  readonly colour: number;
}

export interface Bar {
  readonly from: Date;
  readonly to: Date;
  readonly total: number;
  /** One for each series, in its order. */
  readonly values: readonly number[];
  /** Its time is not over yet. */
  readonly unfinished: boolean;
}

export interface Bars {
  readonly series: readonly BarSeries[];
  readonly bars: readonly Bar[];
  readonly total: number;
  readonly max: number;
}

export const otherId = 'other-series';
/** The palette has six; with more, five and the rest as "Other". */
const most = 6;

export interface BarsInput {
  readonly buckets: readonly CountBucket[];
  readonly stepSeconds: number;
  /** Of a series that the buckets name. */
  readonly titleOf: (id: string) => string;
  /** Colours (1 to 6) that kinds keep as long as no larger one has the same. */
  readonly colours?: Readonly<Record<string, number>> | undefined;
  /** Kinds that are always part of "Other". */
  readonly others?: readonly string[] | undefined;
  readonly now: Date;
}

/** The wish of a larger series goes first; whoever has none takes what is left. */
const chooseColours = (
  ids: readonly string[],
  wishes: Readonly<Record<string, number>>,
): ReadonlyMap<string, number> => {
  const free = new Set([1, 2, 3, 4, 5, 6]);
  const chosen = new Map<string, number>();
  for (const id of ids) {
    const wish = wishes[id];
    if (wish !== undefined && free.delete(wish)) chosen.set(id, wish);
  }
  for (const id of ids) {
    const [next = 0] = free;
    if (chosen.has(id)) continue;
    free.delete(next);
    chosen.set(id, next);
  }
  return chosen;
};

/** The largest series first, the bars stacked in that order. */
export const prepareBars = (input: BarsInput): Bars => {
  const { buckets, stepSeconds, titleOf, colours = {}, others = [], now } = input;
  const totals = new Map<string, number>();
  for (const { counts } of buckets) {
    for (const [id, count] of Object.entries(counts)) totals.set(id, (totals.get(id) ?? 0) + count);
  }
  const ranked = [...totals]
    .filter(([, total]) => total > 0)
    .toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const own = ranked.filter(([id]) => !others.includes(id));
  const shown = own.length > most ? own.slice(0, most - 1) : own;
  const shownIds = shown.map(([id]) => id);
  const rest = new Set(ranked.map(([id]) => id).filter((id) => !shownIds.includes(id)));
  const colourOf = chooseColours(shownIds, colours);
  const series: BarSeries[] = shown.map(([id, total]) => ({
    id,
    ids: [id],
    title: titleOf(id),
    total,
    colour: colourOf.get(id) ?? 0,
  }));
  if (rest.size > 0) {
    const total = ranked.reduce((sum, [id, count]) => (rest.has(id) ? sum + count : sum), 0);
    series.push({ id: otherId, ids: [...rest], title: 'Other', total, colour: 0 });
  }
  const bars = buckets.map(({ at, counts }, index): Bar => {
    const from = new Date(at);
    // Days are not all of one length.
    const next = buckets[index + 1]?.at;
    const to = next === undefined ? new Date(from.getTime() + stepSeconds * 1000) : new Date(next);
    const values = series.map(({ id }) =>
      id === otherId
        ? [...rest].reduce((sum, each) => sum + (counts[each] ?? 0), 0)
        : (counts[id] ?? 0),
    );
    const total = values.reduce((sum, value) => sum + value, 0);
    return { from, to, total, values, unfinished: to > now };
  });
  return {
    series,
    bars,
    total: bars.reduce((sum, bar) => sum + bar.total, 0),
    max: Math.max(0, ...bars.map((bar) => bar.total)),
  };
};

/**
 * The chart in one sentence: "1,243 actions; peak on 3 Nov, 10:00–11:00 (210)." A count that ended
 * early is a minimum, and says nothing about where most are.
 */
export const summarizeBars = (
  { bars, total, max }: Bars,
  things: string,
  describe: (bar: Bar) => string,
  complete = true,
): string => {
  if (!complete) return `At least ${formatCount(total)} ${things}.`;
  if (total === 0) return `No ${things} in this range.`;
  const highest = bars.find((bar) => bar.total === max);
  const peak = highest ? `; peak on ${describe(highest)} (${formatCount(max)})` : '';
  return `${formatCount(total)} ${total === 1 ? things.replace(/s$/, '') : things}${peak}.`;
};

/** Left edge and width of each bar in whole pixels, with a gap where there is room for one. */
export const barEdges = (count: number, width: number): { x: number; width: number }[] =>
  Array.from({ length: count }, (_, index) => {
    const x = Math.round((index * width) / count);
    const next = Math.round(((index + 1) * width) / count);
    const gap = next - x > 12 ? 2 : next - x > 2 ? 1 : 0;
    return { x, width: Math.max(1, next - x - gap) };
  });

/** All rectangles of one series as one path. */
export const seriesPath = (
  bars: readonly Bar[],
  series: number,
  edges: readonly { x: number; width: number }[],
  height: number,
  top: number,
): string =>
  bars
    .map((bar, index) => {
      const edge = edges[index];
      const value = bar.values[series] ?? 0;
      if (!edge || value === 0 || top === 0) return '';
      const below = bar.values.slice(0, series).reduce((sum, each) => sum + each, 0);
      const bottomY = height - Math.round((below / top) * height);
      const topY = height - Math.max(1, Math.round(((below + value) / top) * height));
      return `M${edge.x} ${bottomY}V${Math.min(topY, bottomY)}h${edge.width}V${bottomY}z`;
    })
    .join('');

/** The bar under a horizontal position. */
export const barAt = (x: number, width: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor((x / width) * count)));
