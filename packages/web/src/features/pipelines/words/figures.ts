import { leastRuns, type StageFigures } from '@taffrail/contract';
import { formatCount, formatPercent, formatRate } from '../../../lib/format.ts';

/** Succeeded or failed. */
export const endedOf = ({ counts }: StageFigures): number => counts.succeeded + counts.failed;

/** `3 of 120`. */
export const shareText = (part: number, whole: number): string =>
  `${formatCount(part)} of ${formatCount(whole)}`;

/** A rate, where it rests on enough. */
export const rateText = (rate: number | null, n: number): string | undefined =>
  rate === null || n < leastRuns ? undefined : formatRate(rate);

export interface AccuracyWords {
  /** `92.1%`; undefined where there are too few. */
  readonly value: string | undefined;
  /** What it rests on. */
  readonly note: string;
}

export const accuracyWords = ({ accuracy }: StageFigures): AccuracyWords => {
  if (accuracy === null) return { value: undefined, note: 'No scores' };
  const { n, mean, low, high } = accuracy;
  if (n < leastRuns)
    return { value: undefined, note: `Not enough scores: ${shareText(n, leastRuns)}` };
  return {
    value: formatPercent(mean),
    note: `${formatPercent(low)} to ${formatPercent(high)}, n ${formatCount(n)}`,
  };
};

export const hoursBetween = (range: { readonly from: string; readonly to: string }): number =>
  (Date.parse(range.to) - Date.parse(range.from)) / 3_600_000;

const perHour = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 });

/** `5.1/h`. */
export const throughputText = (count: number, hours: number): string =>
  `${perHour.format(hours > 0 ? count / hours : 0)}/h`;
