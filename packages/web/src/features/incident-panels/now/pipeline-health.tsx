import type { PipelineList, RunStatusFilter } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, plural } from '../../../lib/format.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Status } from '../../../ui/status.tsx';
import { successText, toSegments } from './pipeline-shares.ts';

/** How the runs of the last 24 hours went, of all pipelines together. */
export function PipelineHealth({ query }: { query: PanelQuery<PipelineList> }) {
  return (
    <Panel
      title="Pipeline health, 24 h"
      what="pipeline health"
      query={query}
      skeleton={<Skeleton className="h-18" />}
      actions={<Link to="/admin/pipeline">Pipeline health</Link>}
      isEmpty={({ items }) => items.length === 0}
      empty={<EmptyState kind="never" title="No pipeline has run yet." />}
    >
      {({ overall }) => <Health overall={overall} />}
    </Panel>
  );
}

function Health({ overall }: { overall: PipelineList['overall'] }) {
  const { runs, inFlight, stalled } = overall;
  const segments = toSegments(runs.counts);
  const text = successText(runs.counts);
  return (
    <>
      <p className="text-kpi" data-numeric>
        {text ?? 'No run has ended.'}
      </p>
      {segments.length > 0 && (
        <svg
          // The counts below say the same.
          aria-hidden
          width="100%"
          height="10"
          className="mt-2 block overflow-hidden rounded-badge"
        >
          {segments.map(({ word, from, share, fill }) => (
            <rect
              key={word}
              x={`${from * 100}%`}
              width={`${share * 100}%`}
              height="10"
              className={fill}
            />
          ))}
        </svg>
      )}
      <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-compact">
        <RunCount count={totalOf(runs.counts)} status={undefined}>
          total
        </RunCount>
        <RunCount count={runs.counts.succeeded} status="succeeded">
          <Status status="ok">succeeded</Status>
        </RunCount>
        <RunCount count={runs.counts.failed} status="failed">
          <Status status="error">failed</Status>
        </RunCount>
        <RunCount count={runs.counts.retrying} status="retrying">
          <Status status="warning">retrying</Status>
        </RunCount>
        <RunCount count={inFlight} status="running" range="90d">
          <Status status="running">in flight now</Status>
        </RunCount>
      </ul>
      {stalled > 0 && (
        <p className="mt-1 text-compact">
          <Link to="/admin/pipeline-runs" search={searchOf('stalled', '90d')}>
            {plural(stalled, 'run')} stalled
          </Link>
        </p>
      )}
    </>
  );
}

const totalOf = (counts: PipelineList['overall']['runs']['counts']): number =>
  counts.pending +
  counts.running +
  counts.retrying +
  counts.succeeded +
  counts.failed +
  counts.skipped;

const searchOf = (status: RunStatusFilter | undefined, range: string) => ({
  range,
  ...(status && { f: [writeFilter({ field: 'status', op: 'in', values: [status] })] }),
});

interface RunCountProps {
  count: number;
  /** Of the list behind the number; all of them without. */
  status: RunStatusFilter | undefined;
  range?: string;
  children: ReactNode;
}

function RunCount({ count, status, range = '24h', children }: RunCountProps) {
  return (
    <li>
      <Link
        to="/admin/pipeline-runs"
        search={searchOf(status, range)}
        className="flex min-h-6 items-center gap-1.5 text-text"
      >
        <span data-numeric>{formatCount(count)}</span>
        {children}
      </Link>
    </li>
  );
}
