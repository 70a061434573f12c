import { useId } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { formatCount, formatLargeCount } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import type { BarSeries } from '../../prepare/bars.ts';
import { fillOf } from '../series-colours.ts';
import { BarPatterns } from './patterns.tsx';

/** The colour of a series; where colours are gone, its pattern. */
export function Swatch({ colour }: { colour: number }) {
  const id = useId();
  return (
    <svg aria-hidden width="12" height="12" className="shrink-0">
      <BarPatterns id={id} />
      <rect
        width="12"
        height="12"
        rx="2"
        className={cx(fillOf[colour], 'forced-colors:fill-[CanvasText]')}
      />
      <rect
        width="12"
        height="12"
        fill={`url(#${id}-${colour})`}
        className="hidden print:block forced-colors:block"
      />
    </svg>
  );
}

/** The page's parameters when only these kinds are asked for. */
export type SeriesSearch = (ids: readonly string[]) => Record<string, unknown>;

interface BarsLegendProps {
  series: readonly BarSeries[];
  search?: SeriesSearch | undefined;
}

const entry = 'inline-flex min-h-6 items-center gap-1.5 rounded-badge text-compact text-text';

/** In the order of the values, each with its sum; a link to what it counts. */
export function BarsLegend({ series, search }: BarsLegendProps) {
  return (
    <ul aria-label="Legend" className="mb-2 flex min-h-6 flex-wrap gap-x-4 gap-y-1">
      {series.map(({ id, ids, title, total, colour }) => {
        const content = (
          <>
            <Swatch colour={colour} />
            {title}
            <span className="text-muted" data-numeric title={formatCount(total)}>
              {formatLargeCount(total)}
            </span>
          </>
        );
        return (
          <li key={id}>
            {search ? (
              <Link to="." search={search(ids) as never} className={entry}>
                {content}
              </Link>
            ) : (
              <span className={entry}>{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
