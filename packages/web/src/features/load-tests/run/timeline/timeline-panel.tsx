import {
  exportLoadTestTimeline,
  type LoadTestRunDetail,
  type LoadTestTimeline,
} from '@taffrail/contract';
import { useMemo } from 'react';
import { TimeSeries } from '../../../../charts/draw/time-series/time-series.tsx';
import { urlOf } from '../../../../lib/api.ts';
import { useDeployMarkers } from '../../../../ui/deploys/deploy-markers.tsx';
import { DownloadLink } from '../../../../ui/download-link.tsx';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { PanelFrame } from '../../../../ui/panel.tsx';
import { endOf, momentsOf, toTimelineLines } from './timeline-lines.ts';

/** Users, requests, p95 and errors over the time of the test. */
export function TimelinePanel({ run }: { run: LoadTestRunDetail }) {
  const { timeline } = run;
  return (
    <PanelFrame title="Over the test’s time" actions={timeline && <ExportTimeline id={run.id} />}>
      {timeline ? (
        <Timeline timeline={timeline} run={run} />
      ) : (
        <EmptyState kind="never" title="The report has figures of the whole run only.">
          k6 tells how a run went in its lines (--out json), Locust in _stats_history.csv, Artillery
          in its report; the console’s own runs are told by the second.
        </EmptyState>
      )}
    </PanelFrame>
  );
}

function ExportTimeline({ id }: { id: string }) {
  return (
    <DownloadLink href={urlOf(exportLoadTestTimeline, { params: { id } })}>Export CSV</DownloadLink>
  );
}

const formatShare = (share: number): string => `${Math.round(100 * share)}%`;

interface TimelineProps {
  timeline: LoadTestTimeline;
  run: LoadTestRunDetail;
}

function Timeline({ timeline, run: { id, createdAt, loadTest } }: TimelineProps) {
  const { lines, untold } = useMemo(() => toTimelineLines(timeline), [timeline]);
  const moments = useMemo(() => momentsOf(timeline, new Date(createdAt)), [timeline, createdAt]);
  const markers = useDeployMarkers(createdAt, endOf(timeline, new Date(createdAt)));
  return (
    <>
      <TimeSeries
        key={id}
        title={`the run of ${loadTest.name}`}
        moments={moments}
        stepSeconds={timeline.stepSeconds}
        lines={lines}
        main="p95Ms"
        format={formatShare}
        height={200}
        markers={markers}
      />
      <p className="mt-2 text-compact text-muted">
        {untold.length > 0 && `The report does not tell over time: ${untold.join(', ')}. `}
        Each line is drawn as a share of its own highest; the cursor and the table tell figures.
      </p>
    </>
  );
}
