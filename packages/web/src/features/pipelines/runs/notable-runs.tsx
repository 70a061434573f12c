import type { PipelineHealth, PipelineRun } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatLatency } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { nameOf } from '../../../ui/customer-name.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';
import { RunStatusMark } from '../words/run-status.tsx';
import { writeRunFilters } from './runs-search.ts';

interface NotableRunsProps {
  page: PipelinePageState;
  title: string;
  caption: string;
  of: (health: PipelineHealth) => readonly PipelineRun[];
  empty: ReactNode;
  actions?: ReactNode;
}

function NotableRuns({ page, title, caption, of, empty, actions }: NotableRunsProps) {
  return (
    <Panel
      title={title}
      query={page.health}
      actions={actions}
      isEmpty={(health) => of(health).length === 0}
      empty={empty}
    >
      {(health) => (
        <SmallTable caption={caption} columns={columns}>
          {of(health).map((run) => (
            <RunLine key={run.id} run={run} stages={health.stages} />
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}

const columns = [
  { title: 'Began', className: 'text-left' },
  { title: 'Status', className: 'text-left' },
  { title: 'Duration', className: 'text-right' },
];

interface RunLineProps {
  run: PipelineRun;
  stages: PipelineHealth['stages'];
}

function RunLine({ run, stages }: RunLineProps) {
  const titleOf = (name: string): string =>
    stages.find(({ stage }) => stage === name)?.title ?? name;
  const what = run.errorType ?? (run.organization && nameOf(run.organization));
  return (
    <SmallRow>
      <th scope="row" className="py-1.5 pr-3 text-left font-normal">
        <Link to="/admin/pipeline-runs/$id" params={{ id: run.id }}>
          <RelativeTime at={run.createdAt} />
        </Link>
        {what && <span className="block text-caption break-words text-muted">{what}</span>}
      </th>
      <td className="py-1.5 pr-3">
        <RunStatusMark of={run} />
        {run.failedStages.length > 0 && (
          <span className="block text-caption text-muted">
            in {run.failedStages.map(titleOf).join(', ')}
          </span>
        )}
      </td>
      <td className="py-1.5 text-right whitespace-nowrap" data-numeric>
        {run.durationMs === null ? '–' : formatLatency(run.durationMs)}
      </td>
    </SmallRow>
  );
}

export function SlowestRuns({ page }: { page: PipelinePageState }) {
  return (
    <NotableRuns
      page={page}
      title="Slowest runs"
      caption="The ten runs of the range that took longest"
      of={({ slowestRuns }) => slowestRuns}
      empty={<EmptyState kind="filter" title="No run ended in this range." />}
    />
  );
}

export function FailedRuns({ page }: { page: PipelinePageState }) {
  return (
    <NotableRuns
      page={page}
      title="Latest failed runs"
      caption="The ten runs of the range that failed last"
      of={({ failedRuns }) => failedRuns}
      empty={<EmptyState kind="good" title="No run failed in this range." />}
      actions={
        page.pipeline !== undefined && (
          <Link
            to="/admin/pipeline-runs"
            search={{
              range: page.range,
              f: writeRunFilters({ status: 'failed', pipeline: page.pipeline }),
            }}
            className="text-compact"
          >
            All failed runs
          </Link>
        )
      }
    />
  );
}
