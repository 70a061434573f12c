import type { Span } from '../../lib/time/time-range.ts';

interface FiguresTableProps<S extends Span> {
  caption: string;
  spans: readonly S[];
  /** "21 Nov, 10:00–11:00". */
  describe: (span: S) => string;
  columns: readonly {
    readonly id: string;
    readonly title: string;
    /** Of the span at this place. */
    readonly cell: (index: number) => string;
  }[];
  onZoom?: ((span: Span) => void) | undefined;
}

/** The figures of a chart for whoever does not see the picture, or wants to copy them. */
export function FiguresTable<S extends Span>(props: FiguresTableProps<S>) {
  const { caption, spans, describe, columns, onZoom } = props;
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
              {columns.map(({ id, cell }) => (
                <td key={id} className="px-3 py-1 whitespace-nowrap">
                  {cell(index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
