import type { IncidentRun } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDuration, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { capText } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { statusLooks } from '../../../ui/run-looks.ts';
import { StageShapes } from '../../../ui/stage-shapes.tsx';
import { Status } from '../../../ui/status.tsx';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { runsQuery } from '../incidents.api.ts';

const shownAtFirst = 5;

/** The runs of the alert pipeline for the incident, each with how far it came. */
export function RunsPanel({ id }: { id: string }) {
  const query = useQuery(runsQuery(id));
  const [all, setAll] = useState(false);
  return (
    <Panel
      title="Pipeline runs"
      what="the runs"
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={<p className="pb-2 text-muted">No run has begun, or they are no longer kept.</p>}
    >
      {({ items }) => (
        <>
          <ul className="grid gap-3">
            {items.slice(0, all ? items.length : shownAtFirst).map((run) => (
              <Run key={run.id} run={run} />
            ))}
          </ul>
          {!all && items.length > shownAtFirst && (
            <Button className="mt-3" onClick={() => setAll(true)}>
              All {items.length} runs
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}

function Run({ run }: { run: IncidentRun }) {
  const { status, word } = statusLooks[run.status];
  const ran = run.stages.filter((stage) => stage.status !== 'pending').length;
  const { errorType, errorMessage } = run;
  const failure = [errorType, errorMessage].filter((part) => part !== null).join(': ');
  return (
    <li className="min-w-0 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Status status={status}>{word}</Status>
        <StageShapes stages={run.stages} />
        <span className="text-compact text-muted">
          {ran} of {plural(run.stages.length, 'stage')}
          {run.attempt > 1 && `, attempt ${run.attempt}`}
          {run.durationMs !== null && `, ${formatDuration(run.durationMs)}`}
        </span>
        <RelativeTime at={run.createdAt} className="text-compact text-muted" />
      </div>
      {run.status !== 'succeeded' && failure !== '' && (
        <p className="mt-1 text-compact break-words text-error">{capText(failure, 240)}</p>
      )}
      <p className="mt-1 flex flex-wrap gap-x-4 text-compact">
        <Link to="/admin/pipeline-runs/$id" params={{ id: run.id }}>
          View full pipeline
        </Link>
        {run.traceId !== null && <TraceLink traceId={run.traceId} />}
      </p>
    </li>
  );
}
