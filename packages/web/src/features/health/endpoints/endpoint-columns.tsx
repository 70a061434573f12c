import type { MetricName, RequestFigures } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatLargeCount, formatLatency, formatRate } from '../../../lib/format.ts';
import { OnCards } from '../../../ui/on-cards.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { ChangeMark } from '../change-mark.tsx';
import type { EndpointFigures } from './sort-endpoints.ts';

const latency = (value: number | null): string => (value === null ? '–' : formatLatency(value));

/** With what became of the figures since the period before, where that is compared. */
export const endpointColumns = (compares: boolean): Column<EndpointFigures>[] => [
  {
    id: 'endpoint',
    title: 'Endpoint',
    priority: 1,
    sort: 'endpoint',
    className: 'min-w-56',
    cell: ({ method, endpoint }) => (
      <span className="flex gap-2 font-mono text-caption break-all">
        <span className="w-14 shrink-0 text-muted">{method}</span>
        <span>{endpoint}</span>
      </span>
    ),
  },
  {
    id: 'requests',
    title: 'Requests',
    priority: 2,
    align: 'end',
    sort: 'requests',
    cell: ({ requests }) => (
      <span title={formatCount(requests)}>
        {formatLargeCount(requests)} <OnCards>requests</OnCards>
      </span>
    ),
  },
  {
    id: 'errors',
    title: 'Errors',
    priority: 2,
    align: 'end',
    sort: 'errors',
    className: 'whitespace-nowrap',
    cell: (of) => (
      <WithChange metric="error_rate" read={({ errorRate }) => errorRate} {...{ of, compares }}>
        <ErrorCount of={of} />
      </WithChange>
    ),
  },
  {
    id: 'p50Ms',
    title: 'p50',
    priority: 3,
    align: 'end',
    sort: 'p50Ms',
    className: 'whitespace-nowrap',
    cell: ({ p50Ms }) => latency(p50Ms),
  },
  {
    id: 'p95Ms',
    title: 'p95',
    priority: 2,
    align: 'end',
    sort: 'p95Ms',
    className: 'whitespace-nowrap',
    cell: (of) => (
      <WithChange metric="latency_p95" read={({ p95Ms }) => p95Ms} {...{ of, compares }}>
        <OnCards>p95</OnCards> {latency(of.p95Ms)}
      </WithChange>
    ),
  },
  {
    id: 'p99Ms',
    title: 'p99',
    priority: 3,
    align: 'end',
    sort: 'p99Ms',
    className: 'whitespace-nowrap',
    cell: ({ p99Ms }) => latency(p99Ms),
  },
];

function ErrorCount({ of: { requests, errors, errorRate } }: { of: EndpointFigures }) {
  return (
    <span className={errors > 0 ? undefined : 'text-muted'}>
      {formatCount(errors)} <OnCards>{errors === 1 ? 'error' : 'errors'}</OnCards>
      {errorRate !== null && errors > 0 && (
        <span className="text-muted" title={`${formatCount(errors)} of ${formatCount(requests)}`}>
          {' '}
          · {formatRate(errorRate)}
        </span>
      )}
    </span>
  );
}

interface WithChangeProps {
  of: EndpointFigures;
  compares: boolean;
  metric: MetricName;
  read: (figures: RequestFigures) => number | null;
  children: ReactNode;
}

/** The change has a width of its own, so that figures stand under figures. */
function WithChange({ of, compares, metric, read, children }: WithChangeProps) {
  if (!compares) return <span>{children}</span>;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span>{children}</span>
      <span className="text-left sm:w-18">
        <ChangeMark
          metric={metric}
          value={of.compared && read(of.compared)}
          previous={of.previous && read(of.previous)}
          events={of.previous?.requests ?? 0}
        />
      </span>
    </span>
  );
}
