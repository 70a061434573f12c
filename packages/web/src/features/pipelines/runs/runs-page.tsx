import type { ChangeTopic, listPipelineRuns, RouteAnswer } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
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
import { SelectionBar } from '../../../ui/selection/selection-bar.tsx';
import { useListSelection } from '../../../ui/selection/use-list-selection.ts';
import { TimeRange } from '../../../ui/time-range.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import { ViewLinks } from '../../../ui/view-links.tsx';
import { NoPipelines } from '../no-pipelines.tsx';
import { endsNow, exportUrl, pipelinesQuery, runsQuery, toFilter } from '../pipelines.api.ts';
import { statusLooks } from '../../../ui/run-looks.ts';
import { toRunColumns, type ListedRun } from './run-columns.tsx';
import { RunFilterBar } from './run-filter-bar.tsx';
import { RunPeek } from './run-peek.tsx';
import { RunsSearch, withRunFilters } from './runs-search.ts';
import { useRunsPage, type RunsPageState } from './use-runs-page.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;

/** Runs of all pipelines, or those that the filters give. */
function Runs() {
  const page = useRunsPage();
  const { search, range } = page;
  const runs = useQuery(runsQuery(page.asked, search.after));
  const isNewest = search.after === undefined && endsNow(range);
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
      <TopBarSlot slot="range">
        <TimeRange
          range={range}
          quick={quick}
          onRange={page.move}
          tz={search.tz}
          onTz={page.setTz}
        />
      </TopBarSlot>
      <QueryRefresh query={runs} liveTopics={isNewest ? topics : undefined} />
      <RunFilterBar page={page} />
      <RunsPanel page={page} runs={runs} />
    </>
  );
}

const views = [
  { id: 'all', label: 'All', status: undefined, slowerThan: undefined },
  { id: 'running', label: 'Running', status: 'running', slowerThan: undefined },
  { id: 'failed', label: 'Failed', status: 'failed', slowerThan: undefined },
  { id: 'retrying', label: 'Retrying', status: 'retrying', slowerThan: undefined },
  { id: 'stalled', label: 'Stalled', status: 'stalled', slowerThan: undefined },
  { id: 'slow', label: 'Slow (> p95)', status: undefined, slowerThan: 'p95' },
] as const;

function Views({ page: { search, filters } }: { page: RunsPageState }) {
  return (
    <ViewLinks
      currentId={
        views.find(
          ({ status, slowerThan }) =>
            status === filters.status && slowerThan === filters.slowerThan,
        )?.id
      }
      views={views.map(({ id, label, status, slowerThan }) => ({
        id,
        label,
        search: withRunFilters(search, { status, slowerThan }),
      }))}
    />
  );
}

interface RunsPanelProps {
  page: RunsPageState;
  runs: PanelQuery<RouteAnswer<typeof listPipelineRuns>>;
}

function RunsPanel({ page, runs }: RunsPanelProps) {
  const paging = usePaging(page.search.after);
  const { openIds, onToggle } = useOpenRows();
  const { rows: selected, selection } = useListSelection(runs.data?.items ?? noRuns, rowId, {
    actions: bulkActions,
    filter: useMemo(() => ({ ...toFilter(page.asked) }), [page.asked]),
    hasMore: page.search.after !== undefined || typeof runs.data?.nextCursor === 'string',
  });
  const known = useQuery(pipelinesQuery('24h')).data?.items;
  const columns = useMemo(() => {
    const titles = new Map(known?.map(({ pipeline, title }) => [pipeline, title]));
    return toRunColumns((pipeline) => titles.get(pipeline) ?? pipeline);
  }, [known]);
  return (
    <Panel
      title="Runs"
      titleHidden
      query={runs}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<NoRuns page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Runs of pipelines, newest first"
            columns={columns}
            rows={items}
            rowId={rowId}
            rowName={nameOfRun}
            detail={renderPeek}
            openIds={openIds}
            onToggle={onToggle}
            selection={selected}
          />
          <SelectionBar selection={selection} />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
  );
}

const noRuns: readonly ListedRun[] = [];
const bulkActions = ['runs.retry'] as const;
const rowId = ({ id }: ListedRun): string => id;
const renderPeek = (run: ListedRun): ReactNode => <RunPeek run={run} />;
const nameOfRun = ({ pipeline, createdAt, status }: ListedRun): string =>
  `${pipeline} of ${createdAt.slice(0, 16).replace('T', ' ')} (${statusLooks[status].word})`;

/** Nothing ever, or nothing by filter and range. */
function NoRuns({ page }: { page: RunsPageState }) {
  const { data } = useQuery(pipelinesQuery('24h'));
  if (data?.items.length === 0) return <NoPipelines />;
  const isFiltered = page.search.f !== undefined;
  return (
    <EmptyState
      kind="filter"
      title={isFiltered ? 'No run of this range matches.' : 'No run began in this range.'}
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

export const RunsPage = withSearch(RunsSearch, Runs);
