import type { PipelineRun } from '@taffrail/contract';
import { writeFilter } from '../../../lib/filters.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';

const columns = [
  { title: 'Pipeline', className: 'text-left' },
  { title: 'Error', className: 'text-left' },
  { title: 'Began', className: 'text-right' },
] as const;

const failedOnly = [writeFilter({ field: 'status', op: 'in', values: ['failed'] })];

/** The runs that failed last, each with what it failed for. */
export function FailedPipelines({ query }: { query: PanelQuery<readonly PipelineRun[]> }) {
  return (
    <Panel
      title="Failed pipelines"
      query={query}
      skeleton={<SkeletonRows rows={5} />}
      actions={
        <Link to="/admin/pipeline-runs" search={{ range: '24h', f: failedOnly }}>
          Failed in 24 h
        </Link>
      }
      isEmpty={(runs) => runs.length === 0}
      empty={<EmptyState kind="good" title="No run has failed." />}
    >
      {(runs) => (
        <SmallTable caption="The last runs that failed, newest first" columns={columns}>
          {runs.map(({ id, pipeline, failedStages, errorType, createdAt }) => (
            <SmallRow key={id}>
              <th scope="row" className="py-1.5 pr-3 text-left font-normal break-words">
                <Link to="/admin/pipeline-runs/$id" params={{ id }}>
                  {pipeline}
                </Link>
                {failedStages.length > 0 && (
                  <span className="block text-caption text-muted">
                    in {failedStages.join(', ')}
                  </span>
                )}
              </th>
              <td className="py-1.5 pr-3 break-words">
                {errorType ?? <span className="text-muted">Not told</span>}
              </td>
              <td className="py-1.5 text-right whitespace-nowrap">
                <RelativeTime at={createdAt} />
              </td>
            </SmallRow>
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}
