import type { Metric } from '@taffrail/contract';
import { formatPercent, formatSignedPercent, formatSignedPoints } from '../lib/format.ts';

/** A figure and the one that it is compared with; null where there is none. */
export interface Comparison {
  readonly value: number | null;
  readonly previous: number | null;
  /** On how many events `previous` rests; itself, where it counts them. */
  readonly events?: number;
}

export interface Change {
  readonly direction: 'up' | 'down' | 'same';
  readonly verdict: 'better' | 'worse' | 'neither';
  /** `+4.1%` of the base; of a ratio `+0.4 pt`, for a percentage of a percentage misleads. */
  readonly text: string;
  /** "up 4.1%, better", for screen readers. */
  readonly words: string;
}

/** Below this a percentage says nothing. */
const leastEvents = 20;

/** What became of a figure, or null when there is too little to compare with. */
export const compare = (
  { value, previous, events = previous ?? 0 }: Comparison,
  { better, unit }: Pick<Metric, 'better' | 'unit'>,
): Change | null => {
  if (value === null || previous === null || events < leastEvents) return null;
  const isRatio = unit === 'ratio' || unit === 'points';
  if (!isRatio && previous === 0) return null;
  const whole = unit === 'points' ? 100 : 1;
  const change = isRatio ? (value - previous) / whole : (value - previous) / previous;
  // What is shown with one decimal must not be called a change where it shows none.
  const tenths = Math.round(change * 1000);
  const direction = tenths > 0 ? 'up' : tenths < 0 ? 'down' : 'same';
  const verdict =
    better === 'neither' || direction === 'same'
      ? 'neither'
      : (direction === 'up') === (better === 'higher')
        ? 'better'
        : 'worse';
  const text = isRatio ? formatSignedPoints(change) : formatSignedPercent(change);
  const size = formatPercent(Math.abs(change));
  const amount = isRatio ? size.replace('%', ' points') : size;
  const moved = direction === 'same' ? 'unchanged' : `${direction} ${amount}`;
  return {
    direction,
    verdict,
    text,
    words: verdict === 'neither' ? moved : `${moved}, ${verdict}`,
  };
};
