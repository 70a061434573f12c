import type { Span } from '../../../lib/time/time-range.ts';
import { formatOf, type MomentSpan, type TimeLine } from '../../prepare/time-series.ts';
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
  const columnOf = (line: TimeLine, title = line.title, values = line.values) => ({
    id: title,
    title,
    cell: (index: number): string => {
      const value = values[index] ?? null;
      return value === null ? '–' : formatOf(line, format)(value);
    },
  });
  const columns = lines.flatMap((line) => [
    columnOf(line),
    ...(line.previous ? [columnOf(line, `${line.title} before`, line.previous)] : []),
  ]);
  return <FiguresTable columns={columns} {...rest} />;
}
