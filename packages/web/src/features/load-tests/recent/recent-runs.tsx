import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { HowToReport } from '../list/how-to-report.tsx';
import { runsTable } from '../list/runs-table.tsx';
import { NextRun } from '../next-run.tsx';
import { recentRunsQuery, recentRunsShown } from './recent-runs.api.ts';

/** On the health page: the last five, whatever its range. */
export function RecentRuns() {
  const query = useQuery(recentRunsQuery);
  const open = useOpenRows();
  return (
    <Panel
      title={`Load tests, last ${recentRunsShown}`}
      what="the load tests"
      query={{ ...query, isFetching: query.isLoading }}
      flush
      skeleton={<SkeletonRows rows={recentRunsShown} />}
      isEmpty={({ runs }) => runs.length === 0}
      empty={
        <EmptyState kind="never" title="No load test has been run yet.">
          <HowToReport />
        </EmptyState>
      }
      actions={
        <>
          <NextRun tests={query.data?.tests ?? []} />
          <Link to="/admin/load-tests" className="text-compact">
            All runs
          </Link>
        </>
      }
    >
      {({ runs }) => (
        <DataTable
          {...runsTable}
          caption={`The last ${runs.length} load tests`}
          rows={runs}
          {...open}
        />
      )}
    </Panel>
  );
}
