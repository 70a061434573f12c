import type { DashboardWeek } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';

const columns = [
  { title: 'Error', className: 'text-left' },
  { title: 'Failures', className: 'text-right' },
] as const;

const failedRuns = {
  range: '7d',
  f: [writeFilter({ field: 'status', op: 'in', values: ['failed'] })],
};

/** What stages of pipelines failed for most often. */
export function ErrorTypes({ query }: { query: PanelQuery<DashboardWeek> }) {
  return (
    <Panel
      title="Error types, 7 d"
      what="error types"
      query={query}
      skeleton={<SkeletonRows rows={5} />}
      actions={
        <Link to="/admin/pipeline-runs" search={failedRuns}>
          Failed runs
        </Link>
      }
      isEmpty={({ errorTypes }) => (errorTypes ?? []).length === 0}
      empty={<EmptyState kind="good" title="No stage failed." />}
    >
      {({ errorTypes }) => (
        <SmallTable caption="Types of errors by how often stages failed" columns={columns}>
          {(errorTypes ?? []).map(({ errorType, count }) => (
            <SmallRow key={errorType ?? ''}>
              <th scope="row" className="py-1.5 pr-3 text-left font-normal break-all">
                {errorType ?? <span className="text-muted">Not told</span>}
              </th>
              <td className="py-1.5 text-right" data-numeric>
                {formatCount(count)}
              </td>
            </SmallRow>
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}
