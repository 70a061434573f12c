import type { Column } from '../table-columns.ts';
import { TraceLink } from '../trace-link.tsx';

/** The way to what else happened in its trace. */
export const traceColumn: Column<{ readonly traceId: string | null }> = {
  id: 'trace',
  title: 'Trace',
  priority: 3,
  className: 'whitespace-nowrap',
  cell: ({ traceId }) =>
    traceId === null ? (
      <span className="text-muted">–</span>
    ) : (
      <TraceLink traceId={traceId}>Trace</TraceLink>
    ),
};
