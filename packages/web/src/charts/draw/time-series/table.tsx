import type { Span } from '../../../lib/time/time-range.ts';
import type { MomentSpan, TimeLine } from '../../prepare/time-series.ts';
import { FiguresTable } from '../figures-table.tsx';

interface TimeSeriesTableProps {
  caption: string;
  spans: readonly MomentSpan[];
  lines: readonly TimeLine[];
  describe: (span: Span) => string;
  format: (value: number) => string;
  onZoom?: ((span: Span) => void) | undefined;
}

export function TimeSeriesTable({ lines, format, ...rest }: TimeSeriesTableProps) {
  const columnOf = (id: string, title: string, values: TimeLine['values']) => ({
    id,
    title,
    cell: (index: number): string => {
      const value = values[index] ?? null;
      return value === null ? '–' : format(value);
    },
  });
  const columns = lines.flatMap(({ id, title, values, previous }) => [
    columnOf(id, title, values),
    ...(previous ? [columnOf(`${id} before`, `${title} before`, previous)] : []),
  ]);
  return <FiguresTable columns={columns} {...rest} />;
}
