import { formatCount } from '../../lib/format.ts';
import type { Bars } from '../prepare/bars.ts';

interface BarsTableProps {
  caption: string;
  bars: Bars;
  formatTime: (at: Date) => string;
}

/** The same figures for whoever does not see the picture, or wants to copy them. */
export function BarsTable({ caption, bars, formatTime }: BarsTableProps) {
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
              From
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
                {formatTime(bar.from)}
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
