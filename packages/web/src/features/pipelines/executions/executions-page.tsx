import type {
  ChangeTopic,
  ListedExecution,
  listStageExecutions,
  RouteAnswer,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { TopBarSlot } from '../../../ui/page-slots.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { TimeRange } from '../../../ui/time-range.tsx';
import { ViewLinks } from '../../../ui/view-links.tsx';
import { NoPipelines } from '../no-pipelines.tsx';
import { endsNow, pipelinesQuery } from '../pipelines.api.ts';
import { shownStatus, statusLooks } from '../../../ui/run-looks.ts';
import { toExecutionColumns } from './execution-columns.tsx';
import { ExecutionFilterBar } from './execution-filter-bar.tsx';
import { executionsExportUrl, executionsQuery } from './executions.api.ts';
import { ExecutionsSearch, withExecutionFilters } from './executions-search.ts';
import { useExecutionsPage, type ExecutionsPageState } from './use-executions-page.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;

/** Executions of stages of all runs, or those that the filters give. */
function Executions() {
  const page = useExecutionsPage();
  const { search, range } = page;
  const executions = useQuery(executionsQuery(page.asked, search.after));
  const isNewest = search.after === undefined && endsNow(range);
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
      <TopBarSlot slot="range">
        <TimeRange
          range={range}
          quick={quick}
          onRange={page.move}
          tz={search.tz}
          onTz={page.setTz}
        />
      </TopBarSlot>
      <QueryRefresh query={executions} liveTopics={isNewest ? topics : undefined} />
      <ExecutionFilterBar page={page} />
      <ExecutionsPanel page={page} executions={executions} />
    </>
  );
}

const views = [
  { id: 'all', label: 'All', status: undefined },
  { id: 'running', label: 'Running', status: 'running' },
  { id: 'failed', label: 'Failed', status: 'failed' },
  { id: 'skipped', label: 'Skipped', status: 'skipped' },
] as const;

function Views({ page: { search, filters } }: { page: ExecutionsPageState }) {
  return (
    <ViewLinks
      currentId={views.find(({ status }) => status === filters.status)?.id}
      views={views.map(({ id, label, status }) => ({
        id,
        label,
        search: withExecutionFilters(search, { status }),
      }))}
    />
  );
}

interface ExecutionsPanelProps {
  page: ExecutionsPageState;
  executions: PanelQuery<RouteAnswer<typeof listStageExecutions>>;
}

function ExecutionsPanel({ page, executions }: ExecutionsPanelProps) {
  const paging = usePaging(page.search.after);
  const known = useQuery(pipelinesQuery('24h')).data?.items;
  const columns = useMemo(() => {
    const titles = new Map(known?.map(({ pipeline, title }) => [pipeline, title]));
    return toExecutionColumns((pipeline) => titles.get(pipeline) ?? pipeline);
  }, [known]);
  return (
    <Panel
      title="Executions"
      titleHidden
      query={executions}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<NoExecutions page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Executions of stages, newest first"
            columns={columns}
            rows={items}
            rowId={({ runId, id }) => `${runId} ${id}`}
            rowName={nameOfExecution}
          />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
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
  const isFiltered = page.search.f !== undefined;
  return (
    <EmptyState
      kind="filter"
      title={isFiltered ? 'No execution of this range matches.' : 'No stage ran in this range.'}
    >
      <span className="flex flex-wrap items-center justify-center gap-2">
        {isFiltered && <Button onClick={page.clear}>Clear filters</Button>}
        {page.range !== '90d' && (
          <Button onClick={() => page.move('90d')}>Show the last 90 days</Button>
        )}
      </span>
    </EmptyState>
  );
}

export const ExecutionsPage = withSearch(ExecutionsSearch, Executions);
