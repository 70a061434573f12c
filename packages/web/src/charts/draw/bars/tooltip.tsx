import { formatCount } from '../../../lib/format.ts';
import type { Bar, BarSeries } from '../../prepare/bars.ts';
import { FigureTooltip } from '../figure-tooltip.tsx';
import { Swatch } from './legend.tsx';

interface BarsTooltipProps {
  bar: Bar;
  series: readonly BarSeries[];
  /** "21 Nov, 10:00 – 11:00". */
  time: string;
  /** From 0, at the left, to 1. */
  position: number;
}

export function BarsTooltip({ bar, series, time, position }: BarsTooltipProps) {
  return (
    <FigureTooltip time={time} unfinished={bar.unfinished} position={position}>
      <ul>
        {series.map(
          (each, index) =>
            (bar.values[index] ?? 0) > 0 && (
              <li key={each.id} className="flex items-center gap-1.5">
                <Swatch colour={each.colour} />
                <span className="flex-1">{each.title}</span>
                <span data-numeric>{formatCount(bar.values[index] ?? 0)}</span>
              </li>
            ),
        )}
      </ul>
      <p className="mt-1 flex justify-between border-t border-line pt-1">
        <span>Total</span>
        <span data-numeric>{formatCount(bar.total)}</span>
      </p>
    </FigureTooltip>
  );
}
