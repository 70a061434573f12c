import type { ApiMetrics } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import type { Crosshair } from '../../../charts/draw/time-series/use-crosshair.ts';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { useDeployMarkers } from '../../../ui/deploys/deploy-markers.tsx';
import { Panel } from '../../../ui/panel.tsx';
import type { RequestsOfRange } from '../health.api.ts';
import { NoRequestsInRange } from '../no-requests-in-range.tsx';
import type { HealthPageState } from '../use-health-page.ts';
import { FigureRow, LatencySkeleton, type Figure } from './figure-row.tsx';
import { useIncidentMarkers } from './incident-markers.tsx';
import { mainLine, toLatencyLines } from './latency-lines.ts';

interface ApiLatencyProps {
  page: HealthPageState;
  query: UseQueryResult<RequestsOfRange>;
  crosshair: Crosshair;
  height: number;
}

/** How fast API endpoints respond. */
export function ApiLatency({ page, query, crosshair, height }: ApiLatencyProps) {
  return (
    <Panel
      title="API latency"
      what="the API latency"
      query={query}
      skeleton={<LatencySkeleton height={height} />}
      isEmpty={({ current }) => current.totals.requests === 0}
      empty={<NoRequestsInRange page={page} />}
    >
      {(requests) => (
        <RequestLatency {...{ page, requests, crosshair, height }} title="API latency" />
      )}
    </Panel>
  );
}

interface RequestLatencyProps {
  page: HealthPageState;
  requests: RequestsOfRange;
  title: string;
  crosshair?: Crosshair;
  height: number;
}

/** Of all requests, or of one endpoint's. */
export function RequestLatency({ page, requests, title, crosshair, height }: RequestLatencyProps) {
  const { current, before } = requests;
  const { range, series, stepSeconds } = current;
  const deploys = useDeployMarkers(range.from, range.to);
  const incidents = useIncidentMarkers();
  const markers = useMemo(() => [incidents, ...deploys], [incidents, deploys]);
  const within = { from: new Date(range.from), to: new Date(range.to) };
  return (
    <>
      <FigureRow figures={toFigures(current, page.compares)} />
      <TimeSeries
        title={title}
        moments={series.map(({ at }) => at)}
        stepSeconds={stepSeconds}
        lines={toLatencyLines(current, page.compares ? before : undefined, stepSeconds)}
        main={mainLine}
        format={formatLatency}
        previousTitle={page.before.words}
        crosshair={crosshair}
        onZoom={page.zoomWithin(within)}
        height={height}
        markers={markers}
      />
    </>
  );
}

const toFigures = (metrics: ApiMetrics, compares: boolean): Figure[] => {
  const { totals } = metrics;
  const compared = compares ? metrics.comparedTotals : null;
  const previous = compares ? metrics.previousTotals : null;
  const of = (name: 'p50Ms' | 'p95Ms' | 'p99Ms' | 'errorRate') => ({
    value: totals[name],
    comparison: {
      value: compared?.[name] ?? null,
      previous: previous?.[name] ?? null,
      events: previous?.requests ?? 0,
    },
  });
  return [
    { metric: 'latency_p50', title: 'p50', ...of('p50Ms') },
    { metric: 'latency_p95', title: 'p95', ...of('p95Ms') },
    { metric: 'latency_p99', title: 'p99', ...of('p99Ms') },
    {
      metric: 'error_rate',
      title: 'Error rate',
      ...of('errorRate'),
      note: `${formatCount(totals.errors)} of ${formatCount(totals.requests)}`,
    },
  ];
};
