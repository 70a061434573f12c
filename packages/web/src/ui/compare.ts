import type { Metric } from '@taffrail/contract';
import { formatPercent } from '../lib/format.ts';

export interface Change {
  readonly direction: 'up' | 'down' | 'same';
  readonly verdict: 'better' | 'worse' | 'neither';
  /** Of the base: 0.041 is 4.1 % more. */
  readonly ratio: number;
  /** "up 4.1%, better", for screen readers. */
  readonly words: string;
}

/** Below this a percentage says nothing. */
const leastBase = 20;

/** What became of a figure, or null when there is too little to compare with. */
export const compare = (
  value: number,
  previous: number | null,
  better: Metric['better'],
): Change | null => {
  if (previous === null || previous < leastBase) return null;
  const ratio = (value - previous) / previous;
  const direction = ratio > 0 ? 'up' : ratio < 0 ? 'down' : 'same';
  const verdict =
    better === 'neither' || direction === 'same'
      ? 'neither'
      : (direction === 'up') === (better === 'higher')
        ? 'better'
        : 'worse';
  const amount =
    direction === 'same' ? 'unchanged' : `${direction} ${formatPercent(Math.abs(ratio))}`;
  return {
    direction,
    verdict,
    ratio,
    words: verdict === 'neither' ? amount : `${amount}, ${verdict}`,
  };
};
