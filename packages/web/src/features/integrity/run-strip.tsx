import type { IntegrityResult, IntegritySeverity } from '@taffrail/contract';
import { cx } from '../../lib/class-names.ts';
import { stripLevels, summarizeRuns } from './summarize-runs.ts';

const cellWidth = 6;
const gap = 2;
const height = 18;

const looks = {
  ok: 'fill-ok',
  warning: 'fill-warning',
  error: 'fill-error',
  nothing_to_check: 'fill-idle',
  // Hollow: nothing is known.
  unknown: 'fill-transparent stroke-idle',
} as const satisfies Record<IntegritySeverity, string>;

/** What the latest runs came to, oldest first: by height and colour, and in words. */
export function RunStrip({ results }: { results: readonly IntegrityResult[] }) {
  if (results.length === 0) return null;
  const width = results.length * (cellWidth + gap) - gap;
  const summary = summarizeRuns(results);
  return (
    <span title={summary} className="block w-fit">
      <span className="sr-only">{summary}</span>
      <svg aria-hidden width={width} height={height} className="block overflow-visible">
        {results.map(({ at, severity }, index) => {
          const cell = Math.round(height * stripLevels[severity]);
          const isHollow = severity === 'unknown';
          const inset = isHollow ? 0.5 : 0;
          return (
            <rect
              key={at}
              x={index * (cellWidth + gap) + inset}
              y={height - cell + inset}
              width={cellWidth - 2 * inset}
              height={cell - 2 * inset}
              rx="1"
              strokeDasharray={isHollow ? '2 1' : undefined}
              className={cx(
                looks[severity],
                isHollow ? 'forced-colors:stroke-[CanvasText]' : 'forced-colors:fill-[CanvasText]',
              )}
            />
          );
        })}
      </svg>
    </span>
  );
}
