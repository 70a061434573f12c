import type { Span } from '../../lib/time/time-range.ts';

/** A figure over time, and the same figure of the period before. */
export interface TimeLine {
  readonly id: string;
  /** Short: it stands at the end of the line. */
  readonly title: string;
  /** 1 to 6 of the palette. */
  readonly colour: number;
  /** One for each moment; null where nothing is known. */
  readonly values: readonly (number | null)[];
  /** At the same place of the period before, where there is one. */
  readonly previous?: readonly (number | null)[] | undefined;
  /** Where lines of one picture are of different kinds: as their words, and as high as the picture. */
  readonly own?: { readonly format: (value: number) => string; readonly top: number };
}

/** A figure of a line, in the words of the line or of the chart. */
export const formatOf = ({ own }: TimeLine, format: (value: number) => string) =>
  own?.format ?? format;

/** As they are drawn: each that has a scale of its own as shares of the highest it goes. */
export const toDrawn = (lines: readonly TimeLine[]): readonly TimeLine[] =>
  lines.map((line) => {
    const { own, values } = line;
    if (!own) return line;
    return { ...line, values: values.map((value) => value && value / (own.top || 1)) };
  });

/** What a moment covers. */
export interface MomentSpan extends Span {
  readonly unfinished: boolean;
}

/** One stroke of the picture. */
export interface Stroke {
  readonly colour: number;
  readonly look: 'line' | 'unfinished' | 'previous';
  readonly values: readonly (number | null)[];
  /** Values without a neighbour, which no line would show. */
  readonly alone: readonly number[];
}

/** From their beginnings: each lasts until the next begins, since days are not all of one length. */
export const toMomentSpans = (
  moments: readonly string[],
  stepSeconds: number,
  now: Date,
): MomentSpan[] =>
  moments.map((at, index) => {
    const from = new Date(at);
    const next = moments[index + 1];
    const to = next === undefined ? new Date(from.getTime() + stepSeconds * 1000) : new Date(next);
    return { from, to, unfinished: to > now };
  });

/**
 * The values of another period, each at the moment that is as far from its period's beginning:
 * null where that period has none within half a step.
 */
export const alignValues = (
  moments: readonly string[],
  other: readonly { readonly at: string; readonly value: number | null }[],
  shiftMs: number,
  stepSeconds: number,
): (number | null)[] => {
  const known = other.map(({ at, value }) => ({ at: Date.parse(at) + shiftMs, value }));
  let next = 0;
  return moments.map((moment) => {
    const at = Date.parse(moment);
    const earliest = at - stepSeconds * 500;
    while ((known[next]?.at ?? Infinity) < earliest) next += 1;
    const found = known[next];
    return found && found.at < at + stepSeconds * 500 ? found.value : null;
  });
};

const aloneIn = (values: readonly (number | null)[]): number[] =>
  values.flatMap((value, index) => {
    const neighbours = [values[index - 1] ?? null, values[index + 1] ?? null];
    return value !== null && neighbours.every((each) => each === null) ? [index] : [];
  });

/** The period before lies below, and the part that is not over yet is a stroke of its own. */
export const toStrokes = (lines: readonly TimeLine[], spans: readonly MomentSpan[]): Stroke[] => {
  const end = spans.findIndex(({ unfinished }) => unfinished);
  const finished = end === -1 ? spans.length : end;
  const stroke = (
    { colour }: TimeLine,
    look: Stroke['look'],
    values: readonly (number | null)[],
  ): Stroke => ({ colour, look, values, alone: aloneIn(values) });
  return [
    ...lines.flatMap((line) => (line.previous ? [stroke(line, 'previous', line.previous)] : [])),
    ...lines.map((line) =>
      stroke(
        line,
        'line',
        line.values.map((value, index) => (index < finished ? value : null)),
      ),
    ),
    ...(end === -1
      ? []
      : lines.map((line) =>
          stroke(
            line,
            'unfinished',
            // From the last that is over.
            line.values.map((value, index) => (index >= finished - 1 ? value : null)),
          ),
        )),
  ];
};

export const highestOf = (strokes: readonly Stroke[]): number =>
  Math.max(0, ...strokes.flatMap(({ values }) => values.map((value) => value ?? 0)));

const momentWords: readonly (readonly [ms: number, words: string])[] = [
  [1_000, 'seconds'],
  [60_000, 'minutes'],
  [3_600_000, 'hours'],
  // One of 23 or 25 hours is a day too.
  [86_400_000, 'days'],
];

const momentsOf = ([first]: readonly Span[]): string => {
  const ms = first ? first.to.getTime() - first.from.getTime() : 0;
  return momentWords.find(([width]) => Math.abs(ms / width - 1) < 0.05)?.[1] ?? 'moments';
};

/** What a sentence is about: the line that was asked for, or the first of which something is known. */
export const findMain = (lines: readonly TimeLine[], id?: string): TimeLine | undefined =>
  lines.find((line) => line.id === id) ??
  lines.find(({ values }) => values.some((value) => value !== null)) ??
  lines[0];

/** A line in one sentence: its range, its peak, and of how many moments nothing is known. */
export const summarizeLine = (
  { title, values }: Pick<TimeLine, 'title' | 'values'>,
  spans: readonly MomentSpan[],
  format: (value: number) => string,
  describe: (span: Span) => string,
): string => {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return 'Nothing is known of this range.';
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  const peak = spans[values.indexOf(highest)];
  const gaps = values.filter((value, index) => value === null && !spans[index]?.unfinished).length;
  const range =
    format(lowest) === format(highest)
      ? `${title} of ${format(highest)}`
      : `${title} between ${format(lowest)} and ${format(highest)}${peak ? `, highest on ${describe(peak)}` : ''}`;
  return gaps === 0
    ? `${range}.`
    : `${range}; no data in ${gaps} of ${values.length} ${momentsOf(spans)}.`;
};

/** The moment that a time belongs to; the nearest one outside of them. */
export const momentAt = (spans: readonly Span[], at: number): number =>
  Math.max(
    0,
    spans.findLastIndex(({ from }) => from.getTime() <= at),
  );

/** Where labels of this height stand beside their values without covering each other. */
export const placeLabels = (wanted: readonly number[], height: number, room: number): number[] => {
  const order = wanted.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y);
  const placed: number[] = [];
  let free = 0;
  for (const { y, index } of order) {
    const top = Math.max(free, y);
    placed[index] = top;
    free = top + height;
  }
  // What was pushed out at the bottom pushes back.
  let limit = room - height;
  for (const { index } of order.toReversed()) {
    placed[index] = Math.max(0, Math.min(placed[index] ?? 0, limit));
    limit = (placed[index] ?? 0) - height;
  }
  return placed;
};
