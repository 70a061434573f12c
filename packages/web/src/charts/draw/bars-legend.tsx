import { cx } from '../../lib/class-names.ts';
import { formatCount, formatLargeCount } from '../../lib/format.ts';
import { otherId, type BarSeries } from '../prepare/bars.ts';
import { fillOf } from './series-colours.ts';

export function Swatch({ colour }: { colour: number }) {
  return (
    <svg aria-hidden width="10" height="10" className="shrink-0">
      <rect width="10" height="10" rx="2" className={cx(fillOf[colour])} />
    </svg>
  );
}

interface BarsLegendProps {
  series: readonly BarSeries[];
  /** Filters by the series. */
  onSeries?: ((id: string) => void) | undefined;
}

const entry = 'inline-flex min-h-6 items-center gap-1.5 rounded-badge text-compact';

/** In the order of the values, each with its sum. */
export function BarsLegend({ series, onSeries }: BarsLegendProps) {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1">
      {series.map(({ id, title, total, colour }) => {
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
            {onSeries && id !== otherId ? (
              <button
                type="button"
                title={`Only ${title}`}
                onClick={() => onSeries(id)}
                className={cx(entry, 'hover:underline')}
              >
                {content}
              </button>
            ) : (
              <span className={entry}>{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
