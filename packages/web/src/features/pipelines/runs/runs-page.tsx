import type { ChangeTopic, listPipelineRuns, RouteAnswer } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { ListBar } from '../../../ui/list/list-bar.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { NothingInList } from '../../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { PageViews } from '../../../ui/page-views.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
import { statusLooks } from '../../../ui/run-looks.ts';
import { SelectionBar } from '../../../ui/selection/selection-bar.tsx';
import { useListSelection } from '../../../ui/selection/use-list-selection.ts';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { NoPipelines } from '../no-pipelines.tsx';
import { exportUrl, pipelinesQuery, runsQuery, toFilter } from '../pipelines.api.ts';
import { useTitleOfPipeline } from '../words/use-title-of-pipeline.ts';
import { toRunColumns, type ListedRun } from './run-columns.tsx';
import { RunFilterBar } from './run-filter-bar.tsx';
import { RunPeek } from './run-peek.tsx';
import { builtInViews, RunsSearch, viewSearchOf } from './runs-search.ts';
import { useRetryKey } from './use-retry-key.ts';
import { useRunsPage, type RunsPageState } from './use-runs-page.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;

/** Runs of all pipelines, or those that the filters give. */
function Runs() {
  const page = useRunsPage();
  const runs = useQuery(runsQuery(page.asked, page.search.after));
  return (
    <>
      <PageHead
        title="Runs"
        purpose="Each time through a pipeline, and what became of it."
        views={<Views page={page} />}
        actions={
          <ExportMenu urlOf={(format) => exportUrl(page.asked, format)}>
            Every run that the filters and the range give.
          </ExportMenu>
        }
      />
      <ListBar page={page} quick={quick} query={runs} topics={topics} />
      <RunFilterBar page={page} />
      <RunsPanel page={page} runs={runs} />
    </>
  );
}

function Views({ page: { search, setView } }: { page: RunsPageState }) {
  return (
    <PageViews
      page="pipeline_runs"
      builtIn={builtInViews}
      tabs={8}
      viewId={search.view}
      search={viewSearchOf(search)}
      onView={setView}
    />
  );
}

interface RunsPanelProps {
  page: RunsPageState;
  runs: PanelQuery<RouteAnswer<typeof listPipelineRuns>>;
}

function RunsPanel({ page, runs }: RunsPanelProps) {
  const { after } = page.search;
  const items = runs.data?.items ?? noRuns;
  const { rows: selected, selection } = useListSelection(items, rowId, {
    actions: bulkActions,
    filter: useMemo(() => ({ ...toFilter(page.asked) }), [page.asked]),
    hasMore: after !== undefined || typeof runs.data?.nextCursor === 'string',
  });
  useRetryKey(items);
  const open = useOpenRows();
  const titleOf = useTitleOfPipeline();
  const longestMs = Math.max(0, ...items.map(({ durationMs }) => durationMs ?? 0));
  const columns = useMemo(() => toRunColumns({ titleOf, longestMs }), [titleOf, longestMs]);
  return (
    <ListPanel
      title="Runs"
      query={runs}
      after={after}
      empty={<NoRuns page={page} />}
      caption="Runs of pipelines, newest first"
      columns={columns}
      rowId={rowId}
      rowName={nameOfRun}
      detail={renderPeek}
      {...open}
      selection={selected}
      selectionBar={<SelectionBar selection={selection} />}
    />
  );
}

const noRuns: readonly ListedRun[] = [];
const bulkActions = ['runs.retry'] as const;
const rowId = ({ id }: ListedRun): string => id;
const renderPeek = (run: ListedRun): ReactNode => <RunPeek run={run} />;
const nameOfRun = ({ pipeline, createdAt, status }: ListedRun): string =>
  `${pipeline} of ${createdAt.slice(0, 16).replace('T', ' ')} (${statusLooks[status].word})`;

/** Nothing ever, nothing and good, or nothing by filter and range. */
function NoRuns({ page }: { page: RunsPageState }) {
  const { data } = useQuery(pipelinesQuery('24h'));
  if (data?.items.length === 0) return <NoPipelines />;
  const { f = [] } = page.search;
  const isOnly = (filter: string): boolean => f.length === 1 && f[0] === filter;
  if (isOnly('status.in.failed'))
    return <EmptyState kind="good" title="No run of this range failed." />;
  if (isOnly('status.in.stalled')) return <EmptyState kind="good" title="No run is stalled." />;
  return (
    <NothingInList
      page={page}
      filtered="No run of this range matches."
      unfiltered="No run began in this range."
    />
  );
}

export const RunsPage = withSearch(RunsSearch, Runs);
