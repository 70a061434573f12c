import { formatCount } from '../../lib/format.ts';
import type { Span } from '../../lib/time/time-range.ts';
import type { Bar, Bars } from '../prepare/bars.ts';

interface BarsTableProps {
  caption: string;
  bars: Bars;
  /** "21 Nov, 10:00–11:00". */
  describe: (bar: Bar) => string;
  onZoom?: ((span: Span) => void) | undefined;
}

/** The same figures for whoever does not see the picture, or wants to copy them. */
export function BarsTable({ caption, bars, describe, onZoom }: BarsTableProps) {
  return (
    <section
      aria-label={caption}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-control border border-line"
    >
      <table className="w-full text-right text-compact">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-sunken text-muted">
          <tr>
            <th scope="col" className="px-3 py-1 text-left font-medium">
              When
            </th>
            {bars.series.map((series) => (
              <th key={series.id} scope="col" className="px-3 py-1 font-medium">
                {series.title}
              </th>
            ))}
            <th scope="col" className="px-3 py-1 font-medium">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.bars.map((bar) => (
            <tr key={bar.from.getTime()} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-left font-normal whitespace-nowrap">
                {onZoom ? (
                  <button
                    type="button"
                    title="Zoom in"
                    onClick={() => onZoom(bar)}
                    className="min-h-6 text-accent hover:underline"
                  >
                    {describe(bar)}
                  </button>
                ) : (
                  describe(bar)
                )}
              </th>
              {bars.series.map((series, index) => (
                <td key={series.id} className="px-3 py-1">
                  {formatCount(bar.values[index] ?? 0)}
                </td>
              ))}
              <td className="px-3 py-1">{formatCount(bar.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
