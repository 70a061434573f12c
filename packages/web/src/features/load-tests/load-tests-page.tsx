import type { ChangeTopic, LoadTest } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { oneOpen } from '../../lib/url/open-ids.ts';
import { useFilteredList } from '../../lib/url/use-filtered-list.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ListPanel } from '../../ui/list/list-panel.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { NoRuns } from './list/no-runs.tsx';
import { RunFilterBar } from './list/run-filter-bar.tsx';
import { runsTable } from './list/runs-table.tsx';
import { LoadTestsSearch, runFilters } from './load-tests-search.ts';
import { lastRunsQuery, loadTestsQuery, runsQuery } from './load-tests.api.ts';
import { NextRun } from './next-run.tsx';
import { TrendPanel } from './trend/trend-panel.tsx';

const topics: readonly ChangeTopic[] = ['load_tests'];
const noTests: readonly LoadTest[] = [];

/** How fast the product is under load, run after run. */
function LoadTests() {
  const [search, change] = useUrlState(LoadTestsSearch);
  const page = useFilteredList([search, change], runFilters);
  const { plan, verdict } = page.filters;
  const runs = useQuery(runsQuery({ loadTestId: plan, verdict, cursor: search.after }));
  const tests = useQuery(loadTestsQuery).data ?? noTests;
  // Runs of one test can be compared: of the one asked for, else of the one that ran last.
  const trend = useQuery(lastRunsQuery(plan ?? runs.data?.items[0]?.loadTest.id));
  const isFirstPage = search.after === undefined;
  const isEmpty = runs.data?.items.length === 0 && !page.isFiltered && isFirstPage;
  return (
    <>
      <PageHead
        title="Load tests"
        purpose="How the product does under load, and whether it got worse."
        actions={<NextRun tests={tests} />}
      />
      <QueryRefresh
        query={runs}
        liveTopics={isFirstPage ? topics : undefined}
        paused={search.peek !== undefined}
      />
      {!isEmpty && (
        <>
          <TrendPanel
            query={trend}
            isAsked={runs.data ? runs.data.items.length > 0 : !runs.isError}
          />
          <RunFilterBar page={page} tests={tests} />
        </>
      )}
      <ListPanel
        {...runsTable}
        title="Runs"
        showsTitle
        what="the runs"
        query={runs}
        after={search.after}
        empty={<NoRuns isFiltered={page.isFiltered} onClear={page.clear} />}
        caption="Runs of load tests, newest first"
        {...oneOpen(search.peek, (peek) => change({ peek }))}
      />
    </>
  );
}

export const LoadTestsPage = withSearch(LoadTestsSearch, LoadTests);
