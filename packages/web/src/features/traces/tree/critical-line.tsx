import { formatLatency } from '../../../lib/format.ts';
import { formatMicroseconds } from '../layer-words.ts';
import type { Stretch } from './critical-path.ts';

export const waitedText = (stretches: readonly Stretch[]): string => {
  const us = stretches.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  return `on the critical path: ${formatMicroseconds(us, formatLatency)} of its own`;
};

interface CriticalLineProps {
  stretches: readonly Stretch[];
  totalUs: number;
}

/** Shorter ones are too narrow to be seen. */
const leastShare = 0.002;

/** Under the bar, where the whole waited for just this. */
export function CriticalLine({ stretches, totalUs }: CriticalLineProps) {
  return stretches
    .filter(({ fromUs, toUs }) => toUs - fromUs > totalUs * leastShare)
    .map(({ fromUs, toUs }) => (
      <span
        key={fromUs}
        aria-hidden
        className="absolute top-5 h-0.5 bg-text forced-colors:bg-[CanvasText]"
        style={{
          left: `${(fromUs / totalUs) * 100}%`,
          width: `${((toUs - fromUs) / totalUs) * 100}%`,
        }}
      />
    ));
}
