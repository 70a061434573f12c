import type { RecordCount } from '@taffrail/contract';
import {
  formatCount,
  formatLargeCount,
  formatSignedCount,
  formatSignedPercent,
} from '../../lib/format.ts';

const dayMs = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

interface CountText {
  readonly text: string;
  /** Exact or not: an estimate must never pass for a count. */
  readonly kind: string;
}

/** `12,431`, exact; `≈ 1.2m`, estimated; `100,000+`, at least. */
export const toCountText = ({
  count,
  method,
}: Pick<RecordCount, 'count' | 'method'>): CountText => {
  if (count === null || method === null) return { text: '–', kind: 'not known' };
  if (method === 'exact') return { text: formatCount(count), kind: 'exact' };
  return method === 'estimated'
    ? { text: `≈ ${formatLargeCount(count)}`, kind: 'estimated' }
    : { text: `${formatCount(count)}+`, kind: 'at least' };
};

interface GrowthText {
  readonly direction: 'up' | 'down' | 'same';
  /** "+75 (+60.0%) in 7 days". */
  readonly text: string;
  /** "+50 the week before". */
  readonly before: string | undefined;
}

/** This week against the last one; undefined with nothing to compare. */
export const toGrowthText = ({
  growth,
  series,
}: Pick<RecordCount, 'growth' | 'series'>): GrowthText | undefined => {
  const last = series.at(-1)?.day;
  if (!growth || last === undefined) return undefined;
  const { since, difference, rate, previousDifference } = growth;
  const days = daysBetween(since, last);
  const share = rate === null || difference === 0 ? '' : ` (${formatSignedPercent(rate)})`;
  return {
    direction: difference > 0 ? 'up' : difference < 0 ? 'down' : 'same',
    text: `${difference === 0 ? 'Unchanged' : formatSignedCount(difference)}${share} in ${days === 1 ? '1 day' : `${days} days`}`,
    before:
      previousDifference === null
        ? undefined
        : `${formatSignedCount(previousDifference)} the week before`,
  };
};

/** Day by day from the first that is known, null for those in between on which nobody counted. */
export const toDailyCounts = (series: RecordCount['series']): (number | null)[] => {
  const [first] = series;
  const last = series.at(-1);
  if (!first || !last) return [];
  const counts = new Map(series.map(({ day, count }) => [daysBetween(first.day, day), count]));
  return Array.from(
    { length: daysBetween(first.day, last.day) + 1 },
    (_, index) => counts.get(index) ?? null,
  );
};
