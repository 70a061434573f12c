import type { CheckCell, CheckResult } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { plural } from '../../lib/format.ts';
import { resultLooks } from './check-words.ts';

const width = 7;
const height = 18;
const gap = 2;

/** Each result has a shape of its own: a bar, a wedge, a bar that is crossed, a hollow one. */
const shapes = {
  ok: <rect y="4" width={width} height={height - 4} rx="1.5" className="fill-ok" />,
  warning: (
    <path
      d={`M${width / 2} 4L${width} ${height}H0z`}
      className="fill-warning forced-colors:fill-[CanvasText]"
    />
  ),
  critical: (
    <>
      <rect width={width} height={height} rx="1.5" className="fill-error" />
      <path
        d={`M1.5 6.5l4 4m0-4l-4 4`}
        className="stroke-surface"
        strokeWidth="1.25"
        strokeLinecap="round"
      />
    </>
  ),
  unknown: (
    <rect
      x="0.5"
      y="4.5"
      width={width - 1}
      height={height - 5}
      rx="1.5"
      strokeDasharray="2 1.5"
      className="fill-transparent stroke-idle"
    />
  ),
} as const satisfies Record<CheckResult, ReactNode>;

/** `18 OK, 2 critical; the latest is critical`. */
export const summarizeStrip = (cells: readonly Pick<CheckCell, 'result'>[]): string => {
  const latest = cells.at(-1);
  if (!latest) return 'No run yet.';
  const counts = (['ok', 'warning', 'critical', 'unknown'] as const).flatMap((result) => {
    const count = cells.filter((cell) => cell.result === result).length;
    return count === 0 ? [] : [`${count} ${resultLooks[result].word}`];
  });
  const word = resultLooks[latest.result].word;
  return `The latest ${plural(cells.length, 'run')}: ${counts.join(', ')}. The last one is ${word}.`;
};

/** What the latest runs came to, oldest first. */
export function Strip({ cells }: { cells: readonly CheckCell[] }) {
  const summary = summarizeStrip(cells);
  if (cells.length === 0) return <span className="text-muted">–</span>;
  const total = cells.length * (width + gap) - gap;
  return (
    <span className="block w-fit" title={summary}>
      <span className="sr-only">{summary}</span>
      <svg aria-hidden width={total} height={height} className="block">
        {cells.map(({ id, result }, index) => (
          <g key={id} transform={`translate(${index * (width + gap)} 0)`}>
            {shapes[result]}
          </g>
        ))}
      </svg>
    </span>
  );
}
