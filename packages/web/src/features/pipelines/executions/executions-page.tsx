import type { ChangeTopic, ListedExecution } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { ListBar } from '../../../ui/list/list-bar.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { NothingInList } from '../../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { PageViews } from '../../../ui/page-views.tsx';
import { shownStatus, statusLooks } from '../../../ui/run-looks.ts';
import { NoPipelines } from '../no-pipelines.tsx';
import { pipelinesQuery } from '../pipelines.api.ts';
import { useTitleOfPipeline } from '../words/use-title-of-pipeline.ts';
import { toExecutionColumns } from './execution-columns.tsx';
import { ExecutionFilterBar } from './execution-filter-bar.tsx';
import { executionsExportUrl, executionsQuery } from './executions.api.ts';
import { builtInViews, ExecutionsSearch, viewSearchOf } from './executions-search.ts';
import { useExecutionsPage, type ExecutionsPageState } from './use-executions-page.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;

/** Executions of stages of all runs, or those that the filters give. */
function Executions() {
  const page = useExecutionsPage();
  const { after } = page.search;
  const executions = useQuery(executionsQuery(page.asked, after));
  const titleOf = useTitleOfPipeline();
  const columns = useMemo(() => toExecutionColumns(titleOf), [titleOf]);
  return (
    <>
      <PageHead
        title="Stage executions"
        purpose="Each time that a stage ran, whatever run it was in: every attempt is one."
        views={<Views page={page} />}
        actions={
          <ExportMenu urlOf={(format) => executionsExportUrl(page.asked, format)}>
            Every execution that the filters and the range give.
          </ExportMenu>
        }
      />
      <ListBar page={page} quick={quick} query={executions} topics={topics} />
      <ExecutionFilterBar page={page} />
      <ListPanel
        title="Executions"
        query={executions}
        after={after}
        empty={<NoExecutions page={page} />}
        caption="Executions of stages, newest first"
        columns={columns}
        rowId={({ runId, id }) => `${runId} ${id}`}
        rowName={nameOfExecution}
      />
    </>
  );
}

function Views({ page: { search, setView } }: { page: ExecutionsPageState }) {
  return (
    <PageViews
      page="stage_executions"
      builtIn={builtInViews}
      tabs={6}
      viewId={search.view}
      search={viewSearchOf(search)}
      onView={setView}
    />
  );
}

const nameOfExecution = (execution: ListedExecution): string =>
  `${execution.stage} of ${execution.createdAt.slice(0, 16).replace('T', ' ')} (${
    statusLooks[shownStatus(execution)].word
  })`;

/** Nothing ever, nothing and good, or nothing by filter and range. */
function NoExecutions({ page }: { page: ExecutionsPageState }) {
  const { data } = useQuery(pipelinesQuery('24h'));
  if (data?.items.length === 0) return <NoPipelines />;
  const { f = [] } = page.search;
  if (f.length === 1 && f[0] === 'status.in.failed')
    return <EmptyState kind="good" title="No stage failed in this range." />;
  return (
    <NothingInList
      page={page}
      filtered="No execution of this range matches."
      unfiltered="No stage ran in this range."
    />
  );
}

export const ExecutionsPage = withSearch(ExecutionsSearch, Executions);
