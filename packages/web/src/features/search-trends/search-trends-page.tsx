import {
  SearchTrendsComparison,
  type ChangeTopic,
  type SearchBreakdown,
  type SearchTrends,
} from '@taffrail/contract';
import { useMemo } from 'react';
import type { Filter } from '../../lib/filters.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ChooseDays } from '../../ui/choose-days.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FilterSearch } from '../../ui/filter-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { ViewLinks } from '../../ui/view-links.tsx';
import { OverTime } from './figures/over-time.tsx';
import { PeriodLine } from './figures/period-line.tsx';
import { TrendFigures } from './figures/trend-figures.tsx';
import { Filters } from './filters.tsx';
import { NoSearches } from './no-searches.tsx';
import { Rows } from './rows.tsx';
import { searchRanges, SearchTrendsSearch, withTerm } from './search-trends-search.ts';
import { SynonymsPanel } from './synonyms/synonyms-panel.tsx';
import { AllTerms } from './terms/all-terms.tsx';
import { BreakdownCard } from './terms/breakdown-card.tsx';
import { Movers } from './terms/movers.tsx';
import { useSearchTrends, type SearchTrendsState } from './use-search-trends.ts';
import { comparisonTitles } from './words.ts';

const topics: readonly ChangeTopic[] = ['activity'];
const comparisonOptions = SearchTrendsComparison.options.map((value) => ({
  value,
  label: comparisonTitles[value],
}));

/** What customers of the product look for, and whether they find it. */
function Page() {
  const page = useSearchTrends();
  const { asked, trends } = page;
  const { data } = trends;
  return (
    <>
      <PageHead
        title="Search trends"
        purpose="What customers look for, and whether they find it."
        actions={
          <ToolbarSelect
            label="Compare"
            value={asked.compare}
            onChange={page.compare}
            options={comparisonOptions}
          />
        }
      />
      <TopBarSlot slot="range">
        <ChooseDays ranges={searchRanges} range={page.range} onRange={page.choose} />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={data && new Date(data.asOf)}
          refreshing={page.refreshing}
          onRefresh={page.refresh}
          liveTopics={topics}
        />
      </TopBarSlot>
      {data && data.since === null ? (
        <NoSearches counted={data.counted} />
      ) : (
        <>
          <PeriodLine query={trends} comparison={asked.compare} />
          {data && <Filters page={page} filters={data.filters} />}
          <TrendFigures query={trends} asked={asked} />
          <OverTime query={trends} asked={asked} />
          {data ? (
            <Terms page={page} trends={data} />
          ) : trends.error ? (
            <ErrorState
              error={trends.error}
              what="the terms"
              onRetry={() => void trends.refetch()}
              retrying={trends.isFetching}
            />
          ) : (
            <Skeleton className="h-96" />
          )}
        </>
      )}
    </>
  );
}

interface TermsProps {
  page: SearchTrendsState;
  trends: SearchTrends;
}

/** Everything that is told apart by terms: each of them filters the page. */
function Terms({ page, trends }: TermsProps) {
  const { search, trends: query } = page;
  const searchWith = useMemo(() => (filter: Filter) => withTerm(search, filter), [search]);
  const { breakdowns, filters } = trends;
  const busy = query.isFetching;
  const listed = breakdowns.find(({ dimension }) => dimension === search.tab);
  return (
    <FilterSearch value={searchWith}>
      {listed && (
        <>
          <ViewLinks
            label="Lists"
            views={tabsOf(breakdowns, search)}
            currentId={listed.dimension}
          />
          <div className="mt-4">
            <AllTerms page={page} dimension={listed.dimension} title={listed.title} />
            <SynonymsPanel dimension={listed.dimension} />
          </div>
        </>
      )}
      <div className="mb-4 grid grid-cols-1 gap-4 lg:grid-cols-2 2xl:grid-cols-4">
        {breakdowns.map((breakdown) => (
          <BreakdownCard
            key={breakdown.dimension}
            breakdown={breakdown}
            search={search}
            chosen={filters.find(({ dimension }) => dimension === breakdown.dimension)?.value}
            busy={busy}
          />
        ))}
      </div>
      <Moved page={page} trends={trends} />
      <Rows trends={trends} />
    </FilterSearch>
  );
}

const tabsOf = (breakdowns: readonly SearchBreakdown[], search: SearchTrendsSearch) =>
  breakdowns.map(({ dimension, title }) => ({
    id: dimension,
    label: title,
    search: { ...search, tab: dimension, q: undefined, after: undefined },
  }));

/** Of one dimension at a time: the first, unless another is asked for. */
function Moved({ page: { search, trends: query }, trends }: TermsProps) {
  const { breakdowns } = trends;
  const shown = breakdowns.find(({ dimension }) => dimension === search.group) ?? breakdowns[0];
  if (!shown) return null;
  const views = breakdowns.map(({ dimension, title }, index) => ({
    id: dimension,
    label: title,
    search: { ...search, group: index === 0 ? undefined : dimension },
  }));
  return (
    <section aria-label="What moved">
      <div className="mb-3">
        <ViewLinks views={views} currentId={shown.dimension} />
      </div>
      <Movers breakdown={shown} isCompared={trends.compared !== null} busy={query.isFetching} />
    </section>
  );
}

export const SearchTrendsPage = withSearch(SearchTrendsSearch, Page);
