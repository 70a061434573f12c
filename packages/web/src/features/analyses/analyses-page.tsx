import {
  expensiveAnalysisUsd,
  type ChangeTopic,
  type listAnalysisRuns,
  type RouteAnswer,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatUsd } from '../../lib/format.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { ListBar } from '../../ui/list/list-bar.tsx';
import { ListPanel } from '../../ui/list/list-panel.tsx';
import { NothingInList } from '../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PageViews } from '../../ui/page-views.tsx';
import type { PanelQuery } from '../../ui/panel.tsx';
import { AnalysesSearch, builtInViews, viewSearchOf } from './analyses-search.ts';
import { analysesQuery, exportUrl, figuresQuery } from './analyses.api.ts';
import { analysisColumns, nameOfAnalysis } from './analysis-columns.tsx';
import { AnalysisFilterBar } from './analysis-filter-bar.tsx';
import { ProvidersPanel } from './providers-panel.tsx';
import { useAnalysesPage, type AnalysesPageState } from './use-analyses-page.ts';

const topics: readonly ChangeTopic[] = ['incidents'];
const quick = ['24h', '7d', '30d', '90d'] as const;

/** What was found out about alerts, or what each provider did. */
function Analyses() {
  const page = useAnalysesPage();
  const { search } = page;
  const isGrouped = search.group === 'provider';
  const analyses = useQuery({
    ...analysesQuery(page.asked, search.after),
    enabled: !isGrouped,
  });
  const figures = useQuery({ ...figuresQuery(page.asked), enabled: isGrouped });
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
      <ListBar page={page} quick={quick} query={isGrouped ? figures : analyses} topics={topics} />
      <AnalysisFilterBar page={page} />
      {isGrouped ? (
        <ProvidersPanel page={page} figures={figures} />
      ) : (
        <AnalysesPanel page={page} analyses={analyses} />
      )}
    </>
  );
}

function Views({ page: { search, setView } }: { page: AnalysesPageState }) {
  return (
    <PageViews
      page="analysis_runs"
      builtIn={builtInViews}
      tabs={6}
      viewId={search.view}
      search={viewSearchOf(search)}
      onView={setView}
    />
  );
}

interface AnalysesPanelProps {
  page: AnalysesPageState;
  analyses: PanelQuery<RouteAnswer<typeof listAnalysisRuns>>;
}

function AnalysesPanel({ page, analyses }: AnalysesPanelProps) {
  return (
    <ListPanel
      title="Analyses"
      query={analyses}
      after={page.search.after}
      empty={<NoAnalyses page={page} />}
      caption="Analyses, newest first"
      columns={analysisColumns}
      rowId={({ id }) => id}
      rowName={nameOfAnalysis}
    />
  );
}

function NoAnalyses({ page }: { page: AnalysesPageState }) {
  const { f = [] } = page.search;
  const isOnly = (filter: string): boolean => f.length === 1 && f[0] === filter;
  if (isOnly('status.in.failed'))
    return <EmptyState kind="good" title="No analysis failed in this range." />;
  if (isOnly('cost.in.expensive'))
    return (
      <EmptyState
        kind="good"
        title={`No analysis of this range cost ${formatUsd(expensiveAnalysisUsd)} or more.`}
      >
        Rules cost nothing.
      </EmptyState>
    );
  return (
    <NothingInList
      page={page}
      filtered="No analysis of this range matches."
      unfiltered="No alert was analysed in this range."
    >
      {!page.isFiltered && (
        <span>Each run of the alert pipeline analyses its alert by itself.</span>
      )}
    </NothingInList>
  );
}

export const AnalysesPage = withSearch(AnalysesSearch, Analyses);
