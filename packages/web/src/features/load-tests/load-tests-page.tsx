import type { ChangeTopic, LoadTest } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { NoRuns } from './list/no-runs.tsx';
import { RunFilterBar } from './list/run-filter-bar.tsx';
import { RunsPanel } from './list/runs-panel.tsx';
import {
  LoadTestsSearch,
  readRunFilters,
  writeRunFilters,
  type RunFilters,
} from './load-tests-search.ts';
import { lastRunsQuery, loadTestsQuery, runsQuery } from './load-tests.api.ts';
import { NextRun } from './next-run.tsx';
import { TrendPanel } from './trend/trend-panel.tsx';

const topics: readonly ChangeTopic[] = ['load_tests'];
const noTests: readonly LoadTest[] = [];

/** How fast the product is under load, run after run. */
function LoadTests() {
  const [search, change] = useUrlState(LoadTestsSearch);
  const filters = readRunFilters(search.f);
  const { plan, verdict } = filters;
  const runs = useQuery(runsQuery({ loadTestId: plan, verdict, cursor: search.after }));
  const tests = useQuery(loadTestsQuery).data ?? noTests;
  // Runs of one test can be compared: of the one asked for, else of the one that ran last.
  const trend = useQuery(lastRunsQuery(plan ?? runs.data?.items[0]?.loadTest.id));
  const filter = (next: RunFilters): void =>
    change({ f: writeRunFilters(next), after: undefined, peek: undefined });
  const isFiltered = plan !== undefined || verdict !== undefined;
  const isFirstPage = search.after === undefined;
  const isEmpty = runs.data?.items.length === 0 && !isFiltered && isFirstPage;
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
          <RunFilterBar filters={filters} tests={tests} onChange={filter} />
        </>
      )}
      <RunsPanel
        query={runs}
        after={search.after}
        openId={search.peek}
        onOpen={(peek) => change({ peek })}
        empty={<NoRuns isFiltered={isFiltered} onClear={() => filter({})} />}
      />
    </>
  );
}

export const LoadTestsPage = withSearch(LoadTestsSearch, LoadTests);
