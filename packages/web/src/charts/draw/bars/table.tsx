import { formatCount } from '../../../lib/format.ts';
import type { Span } from '../../../lib/time/time-range.ts';
import type { Bar, Bars } from '../../prepare/bars.ts';
import { FiguresTable } from '../figures-table.tsx';

interface BarsTableProps {
  caption: string;
  bars: Bars;
  /** "21 Nov, 10:00–11:00". */
  describe: (bar: Bar) => string;
  onZoom?: ((span: Span) => void) | undefined;
}

export function BarsTable({ caption, bars: { bars, series }, describe, onZoom }: BarsTableProps) {
  const columns = series.map(({ id, title }, place) => ({
    id,
    title,
    cell: (index: number) => formatCount(bars[index]?.values[place] ?? 0),
  }));
  const total = {
    id: 'total',
    title: 'Total',
    cell: (index: number) => formatCount(bars[index]?.total ?? 0),
  };
  return (
    <FiguresTable columns={[...columns, total]} spans={bars} {...{ caption, describe, onZoom }} />
  );
}
