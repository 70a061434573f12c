import type { DashboardWeek } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';

const columns = [
  { title: 'Check', className: 'text-left' },
  { title: 'Bad runs', className: 'text-right' },
] as const;

/** The checks that were warning or critical most often. */
export function FailingChecks({ query }: { query: PanelQuery<DashboardWeek> }) {
  return (
    <Panel
      title="Top failing checkers, 7 d"
      what="failing checkers"
      query={query}
      skeleton={<SkeletonRows rows={5} />}
      isEmpty={({ failingChecks }) => (failingChecks ?? []).length === 0}
      empty={<EmptyState kind="good" title="No check failed." />}
    >
      {({ failingChecks }) => (
        <SmallTable caption="Checks that failed most often in seven days" columns={columns}>
          {(failingChecks ?? []).map(({ checkId, name, failed, runs }) => (
            <SmallRow key={checkId}>
              <th scope="row" className="py-1.5 pr-3 text-left font-normal break-words">
                <Link
                  to="/admin/check-runs"
                  search={{
                    range: '7d',
                    f: [writeFilter({ field: 'checkId', op: 'in', values: [checkId] })],
                  }}
                >
                  {name}
                </Link>
              </th>
              <td className="py-1.5 text-right whitespace-nowrap" data-numeric>
                {formatCount(failed)} <span className="text-muted">of {formatCount(runs)}</span>
              </td>
            </SmallRow>
          ))}
        </SmallTable>
      )}
    </Panel>
  );
}
