import {
  expensiveAnalysisUsd,
  type ChangeTopic,
  type listAnalysisRuns,
  type RouteAnswer,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatUsd } from '../../lib/format.ts';
import { usePaging } from '../../lib/url/use-paging.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { ViewLinks } from '../../ui/view-links.tsx';
import { analysesViews, AnalysesSearch, viewOf, withView } from './analyses-search.ts';
import { analysesQuery, endsNow, exportUrl, figuresQuery } from './analyses.api.ts';
import { analysisColumns, nameOfAnalysis } from './analysis-columns.tsx';
import { AnalysisFilterBar } from './analysis-filter-bar.tsx';
import { viewWords } from './analysis-words.tsx';
import { ProvidersPanel } from './providers-panel.tsx';
import { useAnalysesPage, type AnalysesPageState } from './use-analyses-page.ts';

const topics: readonly ChangeTopic[] = ['incidents'];
const quick = ['24h', '7d', '30d', '90d'] as const;

/** What was found out about alerts, or what each provider did. */
function Analyses() {
  const page = useAnalysesPage();
  const { search, range } = page;
  const isGrouped = search.group === 'provider';
  const analyses = useQuery({
    ...analysesQuery(page.asked, search.after),
    enabled: !isGrouped,
  });
  const figures = useQuery({ ...figuresQuery(page.asked), enabled: isGrouped });
  const isNewest = search.after === undefined && endsNow(range);
  return (
    <>
      <PageHead
        title="Analyses"
        purpose="What alerts are about and what may be behind them, with the rows it rests on."
        views={<Views page={page} />}
        actions={
          <ExportMenu urlOf={(format) => exportUrl(page.asked, format)}>
            Every analysis that the filters and the range give.
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
      <QueryRefresh
        query={isGrouped ? figures : analyses}
        liveTopics={isNewest ? topics : undefined}
      />
      <AnalysisFilterBar page={page} />
      {isGrouped ? (
        <ProvidersPanel page={page} figures={figures} />
      ) : (
        <AnalysesPanel page={page} analyses={analyses} />
      )}
    </>
  );
}

function Views({ page: { search, filters } }: { page: AnalysesPageState }) {
  return (
    <ViewLinks
      currentId={search.group === undefined ? viewOf(filters) : undefined}
      views={analysesViews.map((view) => ({
        id: view,
        label: viewWords[view],
        search: withView(search, view),
      }))}
    />
  );
}

interface AnalysesPanelProps {
  page: AnalysesPageState;
  analyses: PanelQuery<RouteAnswer<typeof listAnalysisRuns>>;
}

function AnalysesPanel({ page, analyses }: AnalysesPanelProps) {
  const paging = usePaging(page.search.after);
  return (
    <Panel
      title="Analyses"
      titleHidden
      query={analyses}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<NoAnalyses page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Analyses, newest first"
            columns={analysisColumns}
            rows={items}
            rowId={({ id }) => id}
            rowName={nameOfAnalysis}
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

function NoAnalyses({ page }: { page: AnalysesPageState }) {
  const { filters, range } = page;
  const view = viewOf(filters);
  if (view === 'failed')
    return <EmptyState kind="good" title="No analysis failed in this range." />;
  if (view === 'expensive')
    return (
      <EmptyState
        kind="good"
        title={`No analysis of this range cost ${formatUsd(expensiveAnalysisUsd)} or more.`}
      >
        Rules cost nothing.
      </EmptyState>
    );
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <EmptyState
      kind={isFiltered ? 'filter' : 'never'}
      title={
        isFiltered ? 'No analysis of this range matches.' : 'No alert was analysed in this range.'
      }
    >
      <span className="flex flex-wrap items-center justify-center gap-2">
        {!isFiltered && <span>Each run of the alert pipeline analyses its alert by itself.</span>}
        {isFiltered && <Button onClick={page.clear}>Clear filters</Button>}
        {range !== '90d' && <Button onClick={() => page.move('90d')}>Show the last 90 days</Button>}
      </span>
    </EmptyState>
  );
}

export const AnalysesPage = withSearch(AnalysesSearch, Analyses);
