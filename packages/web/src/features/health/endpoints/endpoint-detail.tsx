import { useQuery } from '@tanstack/react-query';
import type { ApiMetrics } from '@taffrail/contract';
import { formatCount, formatLatency, formatRate } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { endpointQuery } from '../health.api.ts';
import { RequestLatency } from '../latency/api-latency.tsx';
import { LatencySkeleton } from '../latency/figure-row.tsx';
import type { HealthPageState } from '../use-health-page.ts';
import type { EndpointFigures } from './sort-endpoints.ts';

const height = 140;

/** One endpoint over time, and how its requests ended. */
export function EndpointDetail({ page, of }: { page: HealthPageState; of: EndpointFigures }) {
  const endpoint = { method: of.method ?? '', endpoint: of.endpoint ?? '' };
  const { data, error, refetch, isFetching } = useQuery(endpointQuery(page.asked, endpoint));
  if (error && !data)
    return (
      <ErrorState
        error={error}
        what="the endpoint"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    );
  if (!data) return <LatencySkeleton height={height} />;
  const name = `${endpoint.method} ${endpoint.endpoint}`;
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[1fr_20rem]">
      <div className="min-w-0">
        <RequestLatency page={page} requests={data} title={`latency of ${name}`} height={height} />
      </div>
      <StatusClasses name={name} metrics={data.current} />
    </div>
  );
}

const classWords = {
  '1xx': 'Informed',
  '2xx': 'Succeeded',
  '3xx': 'Redirected',
  '4xx': 'Refused',
  '5xx': 'Failed',
} as const;

const statusColumns = [
  { title: 'Status', className: 'text-left' },
  { title: 'Requests' },
  { title: 'Share' },
  { title: 'p95' },
];

function StatusClasses({ name, metrics }: { name: string; metrics: ApiMetrics }) {
  const { groups, totals } = metrics;
  const classes = groups.toSorted((a, b) =>
    (a.statusClass ?? '').localeCompare(b.statusClass ?? ''),
  );
  return (
    <SmallTable
      caption={`How requests of ${name} ended`}
      columns={statusColumns}
      className="h-fit text-right tabular-nums"
    >
      {classes.map(({ statusClass, requests, p95Ms }) => (
        <SmallRow key={statusClass} className="h-8">
          <th scope="row" className="text-left font-normal">
            {statusClass && classWords[statusClass]}{' '}
            <span className="text-muted">{statusClass}</span>
          </th>
          <td>{formatCount(requests)}</td>
          <td>{formatRate(requests / totals.requests)}</td>
          <td className="whitespace-nowrap">{p95Ms === null ? '–' : formatLatency(p95Ms)}</td>
        </SmallRow>
      ))}
    </SmallTable>
  );
}
