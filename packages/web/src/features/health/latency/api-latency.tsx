import type { RequestFigures } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import type { Crosshair } from '../../../charts/draw/time-series/use-crosshair.ts';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import type { RequestsOfRange } from '../health.api.ts';
import { NoRequestsInRange } from '../no-requests-in-range.tsx';
import { periodBefore } from '../period-before.ts';
import type { HealthPageState } from '../use-health-page.ts';
import { FigureRow, LatencySkeleton, type Figure } from './figure-row.tsx';
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
  const { range, series, stepSeconds, totals, previousTotals } = current;
  const within = { from: new Date(range.from), to: new Date(range.to) };
  return (
    <>
      <FigureRow figures={toFigures(totals, page.compares ? previousTotals : null)} />
      <TimeSeries
        title={title}
        moments={series.map(({ at }) => at)}
        stepSeconds={stepSeconds}
        lines={toLatencyLines(current, page.compares ? before : undefined, stepSeconds)}
        main={mainLine}
        format={formatLatency}
        previousTitle={periodBefore(page.range)}
        crosshair={crosshair}
        onZoom={page.zoomWithin(within)}
        height={height}
      />
    </>
  );
}

const toFigures = (totals: RequestFigures, previous: RequestFigures | null): Figure[] => {
  const events = previous?.requests ?? 0;
  const ofLatency = (['p50Ms', 'p95Ms', 'p99Ms'] as const).map((name): Figure => {
    const title = name.slice(0, 3) as 'p50' | 'p95' | 'p99';
    const metric = `latency_${title}` as const;
    return { metric, title, value: totals[name], previous: previous?.[name] ?? null, events };
  });
  return [
    ...ofLatency,
    {
      metric: 'error_rate',
      title: 'Error rate',
      value: totals.errorRate,
      previous: previous?.errorRate ?? null,
      events,
      note: `${formatCount(totals.errors)} of ${formatCount(totals.requests)}`,
    },
  ];
};
