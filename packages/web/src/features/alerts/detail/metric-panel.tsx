import type { AlertDetail, AlertMetric, ChangeTopic, CheckMetric } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChartMarkers } from '../../../charts/draw/time-series/markers.tsx';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import { useChanges } from '../../../lib/live/use-changes.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { useDeployMarkers } from '../../../ui/deploys/deploy-markers.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { ChartSkeleton } from '../../../ui/impact/chart-skeleton.tsx';
import { toChangeMarkers } from '../../../ui/impact/change-markers.tsx';
import { figureOfName } from '../../../ui/impact/request-lines.ts';
import { FigureChoice, RequestsOverTime } from '../../../ui/impact/requests-over-time.tsx';
import { Link } from '../../../ui/link.tsx';
import { fillEnds, toMeasuredLines } from '../../../ui/measured/measured-lines.ts';
import { formatValue, measureWords } from '../../../ui/measured/measured-words.ts';
import { Panel } from '../../../ui/panel.tsx';
import { metricQuery } from '../alerts.api.ts';
import { AlertSearch } from './alert-search.ts';

/** Of what a check goes on measuring; all else the page reads again with itself. */
const topics: readonly ChangeTopic[] = ['checks'];

const toMarkers = ({ startedAt, endedAt }: Pick<AlertDetail, 'startedAt' | 'endedAt'>) =>
  toChangeMarkers([
    { kind: 'fired', at: startedAt },
    ...(endedAt === null ? [] : [{ kind: 'ended' as const, at: endedAt }]),
  ]);

/** What is known of the metric that fired, around the time when it did. */
export function MetricPanel({ alert, className }: { alert: AlertDetail; className?: string }) {
  const query = useQuery(metricQuery(alert.id));
  const { refetch } = query;
  const goesOn = query.data?.metric?.type === 'check' && alert.status === 'firing';
  useChanges(goesOn ? topics : undefined, () => void refetch());
  const [search, change] = useUrlState(AlertSearch);
  const usual = figureOfName(alert.name);
  const figure = search.figure ?? usual;
  return (
    <Panel
      title="Metric that fired"
      what="the metric that fired"
      query={query}
      className={className}
      skeleton={<ChartSkeleton />}
      actions={
        query.data?.metric?.type === 'requests' && (
          <FigureChoice
            value={figure}
            onChange={(next) => change({ figure: next === usual ? undefined : next })}
          />
        )
      }
      isEmpty={({ metric }) => metric === null}
      empty={<NotHeld alert={alert} />}
    >
      {({ metric }) => metric && <Metric metric={metric} alert={alert} figure={figure} />}
    </Panel>
  );
}

interface MetricProps {
  metric: NonNullable<AlertMetric['metric']>;
  alert: AlertDetail;
  figure: ReturnType<typeof figureOfName>;
}

function Metric({ metric, alert, figure }: MetricProps) {
  const { startedAt, endedAt } = alert;
  const changes = useMemo(() => toMarkers({ startedAt, endedAt }), [startedAt, endedAt]);
  return metric.type === 'check' ? (
    <Measured metric={metric} changes={changes} />
  ) : (
    <RequestsOverTime
      requests={metric}
      figure={figure}
      namedBy="its labels"
      began={startedAt}
      changes={changes}
    />
  );
}

/** The source sends that something is wrong, not by how much over time. */
function NotHeld({ alert: { source, url } }: { alert: AlertDetail }) {
  return (
    <div className="grid max-w-160 gap-2 pb-2 text-muted">
      <p>
        {source.name} tells that something is wrong, not what it measured over time: the figures
        stay there. {url !== null && <ExternalLink href={url}>Look at them there</ExternalLink>}
      </p>
      <p className="text-compact">
        Drawn here are alerts of checks, alerts whose labels name an endpoint of the product (route,
        handler), and those of processor, memory or disk of a machine that a check looks at.
      </p>
    </div>
  );
}

interface MeasuredProps {
  metric: CheckMetric;
  changes: ChartMarkers;
}

function Measured({ metric, changes }: MeasuredProps) {
  const { check, stepSeconds, range, warningAt, criticalAt } = metric;
  const points = useMemo(() => fillEnds(metric.points, metric.range, metric.stepSeconds), [metric]);
  const deploys = useDeployMarkers(range.from, range.to);
  const markers = useMemo(() => [changes, ...deploys], [changes, deploys]);
  const lines = useMemo(
    () => toMeasuredLines(points, { warningAt, criticalAt }),
    [points, warningAt, criticalAt],
  );
  const moments = useMemo(() => points.map(({ at }) => at), [points]);
  if (points.every(({ mean }) => mean === null))
    return <EmptyState kind="filter" title={`${check.name} measured nothing around that time.`} />;
  return (
    <>
      <TimeSeries
        title={`${measureWords[check.kind]} of ${check.name}`}
        moments={moments}
        stepSeconds={stepSeconds}
        lines={lines}
        format={(value) => formatValue(check.kind, value)}
        height={160}
        markers={markers}
      />
      <OfCheck metric={metric} />
    </>
  );
}

function OfCheck({ metric: { check, isSource, latestRunId } }: { metric: CheckMetric }) {
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 text-compact text-muted">
      <span>
        {isSource
          ? `The ${measureWords[check.kind]} that ${check.name} measures.`
          : `The ${measureWords[check.kind]} of the same machine, as the check ${check.name} measures it: the source’s own figure may differ.`}
      </span>
      {latestRunId !== null && (
        <Link to="/admin/check-runs/$id" params={{ id: latestRunId }}>
          The latest run of then
        </Link>
      )}
    </p>
  );
}
