import type { StateCounts } from '@taffrail/contract';

/** `87 % success (142/163)`, of what ended; undefined where nothing has. */
export const successText = ({ succeeded, failed }: StateCounts): string | undefined => {
  const ended = succeeded + failed;
  if (ended === 0) return undefined;
  // Rounded down: 100 % is said of all, and of nothing less.
  return `${Math.floor((succeeded / ended) * 100)} % success (${succeeded}/${ended})`;
};

export interface Segment {
  readonly word: string;
  readonly count: number;
  /** Of the whole, from 0 to 1. */
  readonly from: number;
  readonly share: number;
  readonly fill: string;
}

const kinds = [
  ['succeeded', 'fill-ok'],
  ['failed', 'fill-error'],
  ['retrying', 'fill-warning'],
  ['running', 'fill-running'],
] as const;

/** The parts of the bar, each as wide as its share; those that are nothing are left out. */
export const toSegments = (counts: StateCounts): Segment[] => {
  const total = kinds.reduce((sum, [state]) => sum + counts[state], 0);
  const segments: Segment[] = [];
  let from = 0;
  for (const [word, fill] of kinds) {
    const count = counts[word];
    if (count === 0) continue;
    const share = count / total;
    segments.push({ word, count, from, share, fill });
    from += share;
  }
  return segments;
};
