import type { Span } from '../../../lib/time/time-range.ts';
import type { MomentSpan, TimeLine } from '../../prepare/time-series.ts';

interface TimeSeriesTableProps {
  caption: string;
  spans: readonly MomentSpan[];
  lines: readonly TimeLine[];
  describe: (span: Span) => string;
  format: (value: number) => string;
  onZoom?: ((span: Span) => void) | undefined;
}

/** The same figures for whoever does not see the picture, or wants to copy them. */
export function TimeSeriesTable(props: TimeSeriesTableProps) {
  const { caption, spans, lines, describe, format, onZoom } = props;
  const columns = lines.flatMap(({ id, title, values, previous }) => [
    { id, title, values },
    ...(previous ? [{ id: `${id} before`, title: `${title} before`, values: previous }] : []),
  ]);
  return (
    <section
      aria-label={caption}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      className="mt-3 max-h-80 overflow-auto rounded-control border border-line"
    >
      <table className="w-full text-right text-compact tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-sunken text-muted">
          <tr>
            <th scope="col" className="px-3 py-1 text-left font-medium">
              When
            </th>
            {columns.map(({ id, title }) => (
              <th key={id} scope="col" className="px-3 py-1 font-medium whitespace-nowrap">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spans.map((span, index) => (
            <tr key={span.from.getTime()} className="border-t border-line">
              <th scope="row" className="px-3 py-1 text-left font-normal whitespace-nowrap">
                {onZoom ? (
                  <button
                    type="button"
                    title="Zoom in"
                    onClick={() => onZoom(span)}
                    className="min-h-6 text-accent hover:underline"
                  >
                    {describe(span)}
                  </button>
                ) : (
                  describe(span)
                )}
              </th>
              {columns.map(({ id, values }) => {
                const value = values[index] ?? null;
                return (
                  <td key={id} className="px-3 py-1 whitespace-nowrap">
                    {value === null ? '–' : format(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
