import type { ChangeTopic, ListedExecution } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { FilterViews } from '../../../ui/list/filter-views.tsx';
import { ListBar } from '../../../ui/list/list-bar.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { NothingInList } from '../../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { shownStatus, statusLooks } from '../../../ui/run-looks.ts';
import { NoPipelines } from '../no-pipelines.tsx';
import { pipelinesQuery } from '../pipelines.api.ts';
import { useTitleOfPipeline } from '../words/use-title-of-pipeline.ts';
import { toExecutionColumns } from './execution-columns.tsx';
import { ExecutionFilterBar } from './execution-filter-bar.tsx';
import { executionsExportUrl, executionsQuery } from './executions.api.ts';
import { ExecutionsSearch } from './executions-search.ts';
import { useExecutionsPage, type ExecutionsPageState } from './use-executions-page.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;
const views = [
  { id: 'all', label: 'All', filters: { status: undefined } },
  { id: 'running', label: 'Running', filters: { status: 'running' } },
  { id: 'failed', label: 'Failed', filters: { status: 'failed' } },
  { id: 'skipped', label: 'Skipped', filters: { status: 'skipped' } },
] as const;

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
        views={<FilterViews views={views} page={page} />}
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

const nameOfExecution = (execution: ListedExecution): string =>
  `${execution.stage} of ${execution.createdAt.slice(0, 16).replace('T', ' ')} (${
    statusLooks[shownStatus(execution)].word
  })`;

/** Nothing ever, or nothing by filter and range. */
function NoExecutions({ page }: { page: ExecutionsPageState }) {
  const { data } = useQuery(pipelinesQuery('24h'));
  if (data?.items.length === 0) return <NoPipelines />;
  return (
    <NothingInList
      page={page}
      filtered="No execution of this range matches."
      unfiltered="No stage ran in this range."
    />
  );
}

export const ExecutionsPage = withSearch(ExecutionsSearch, Executions);
