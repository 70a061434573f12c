import type { LoadTestRunDetail } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatLatency, formatRate } from '../../../lib/format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { endpointName } from '../verdict-words.ts';
import { ChangeSince } from './change-since.tsx';
import { compareRoutes, errorRateOf, sameTail, type ComparedRoute } from './figures.ts';

const rowId = endpointName;

/** Each endpoint, with what became of it since the baseline. */
export function EndpointsPanel({ run }: { run: LoadTestRunDetail }) {
  const routes = compareRoutes(run.routes, run.baseline?.routes);
  return (
    <PanelFrame title="Endpoints" flush>
      {routes.length === 0 ? (
        <p className="px-4 pb-4 text-muted">
          The report has figures of the whole run only. k6 tells of endpoints in its lines (--out
          json), Artillery with the plugin metrics-by-endpoint.
        </p>
      ) : (
        <DataTable
          caption="Endpoints, most requests first"
          columns={columns}
          rows={routes}
          rowId={rowId}
          rowName={rowId}
        />
      )}
    </PanelFrame>
  );
}

const unknown = <span className="text-muted">–</span>;

/** The change has a width of its own, so that figures stand under figures. */
function WithChange({ children, change }: { children: ReactNode; change: ReactNode }) {
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span>{children}</span>
      <span className="text-left sm:w-18">{change}</span>
    </span>
  );
}

function Latency({
  value,
  previous,
  events,
}: {
  value: number | null;
  previous: number | null;
  events: number;
}) {
  if (value === null) return unknown;
  return (
    <WithChange
      change={<ChangeSince unit="milliseconds" value={value} previous={previous} events={events} />}
    >
      {formatLatency(value)}
    </WithChange>
  );
}

function Errors(route: ComparedRoute) {
  const { failed, before } = route;
  const rate = errorRateOf(route);
  if (failed === null)
    return (
      <>
        <OnCards>errors</OnCards>
        {unknown}
      </>
    );
  return (
    <WithChange
      change={
        <ChangeSince
          unit="ratio"
          value={rate}
          previous={before ? errorRateOf(before) : null}
          events={before?.requests ?? 0}
        />
      }
    >
      <OnCards>errors</OnCards>
      {formatCount(failed)}
      {failed > 0 && rate !== null && <span className="text-muted"> · {formatRate(rate)}</span>}
    </WithChange>
  );
}

const columns: readonly Column<ComparedRoute>[] = [
  {
    id: 'endpoint',
    title: 'Endpoint',
    priority: 1,
    className: 'min-w-56',
    cell: (route) => (
      <span className="font-mono text-caption break-all">{endpointName(route)}</span>
    ),
  },
  {
    id: 'requests',
    title: 'Requests',
    priority: 2,
    align: 'end',
    cell: ({ requests }) =>
      requests === null ? (
        unknown
      ) : (
        <>
          {formatCount(requests)} <OnCards>requests</OnCards>
        </>
      ),
  },
  {
    id: 'average',
    title: 'Average',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ averageMs, before }) => (
      <>
        <OnCards>average</OnCards>
        <Latency
          value={averageMs}
          previous={before?.averageMs ?? null}
          events={before?.requests ?? 0}
        />
      </>
    ),
  },
  {
    id: 'tail',
    title: 'P95',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ tail, before }) => (
      <>
        {tail && tail.percentile !== 95 ? (
          <span className="text-muted">P{tail.percentile} </span>
        ) : (
          <OnCards>P95</OnCards>
        )}
        <Latency
          value={tail?.ms ?? null}
          previous={sameTail(tail, before?.tail)}
          events={before?.requests ?? 0}
        />
      </>
    ),
  },
  {
    id: 'errors',
    title: 'Errors',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: Errors,
  },
];
