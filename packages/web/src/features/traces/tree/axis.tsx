/* oxlint-disable jsx-a11y/prefer-tag-over-role -- of thousands of rows only some are there, each placed by hand */
import { formatLatency } from '../../../lib/format.ts';
import { formatMicroseconds } from '../layer-words.ts';
import { columnsClass } from './columns.ts';
import type { Gap } from './prepare-tree.ts';

const parts = [0, 0.25, 0.5, 0.75];

/** What the columns are; of the last, moments since the beginning. */
export function Axis({ durationUs }: { durationUs: number }) {
  return (
    <div
      role="row"
      className={`${columnsClass} sticky top-0 z-10 h-8 items-center border-b border-line bg-surface text-caption text-muted`}
    >
      <span role="columnheader" className="pl-3">
        What
      </span>
      <span role="columnheader" className="pr-3 text-right">
        Took
      </span>
      <span role="columnheader" className="relative h-full max-sm:hidden">
        <span className="sr-only">When, since the beginning</span>
        {parts.map((part) => (
          <span
            key={part}
            aria-hidden
            className="absolute top-0 flex h-full items-center border-l border-line pl-1 tabular-nums"
            style={{ left: `${part * 100}%` }}
          >
            {formatMicroseconds(part * durationUs, formatLatency)}
          </span>
        ))}
      </span>
    </div>
  );
}

interface BehindRowsProps {
  durationUs: number;
  gaps: readonly Gap[];
}

/** Behind the bars: quarters of the time, and the stretches of which nothing is known. */
export function BehindRows({ durationUs, gaps }: BehindRowsProps) {
  return (
    <div
      aria-hidden
      className={`${columnsClass} pointer-events-none absolute inset-0 max-sm:hidden`}
    >
      <span />
      <span />
      <span className="relative">
        {parts.map((part) => (
          <span
            key={part}
            className="absolute inset-y-0 border-l border-line"
            style={{ left: `${part * 100}%` }}
          />
        ))}
        {gaps.map(({ fromUs, toUs }) => (
          <span
            key={fromUs}
            className="absolute inset-y-0 bg-sunken"
            style={{
              left: `${(fromUs / durationUs) * 100}%`,
              width: `${((toUs - fromUs) / durationUs) * 100}%`,
            }}
          />
        ))}
      </span>
    </div>
  );
}
