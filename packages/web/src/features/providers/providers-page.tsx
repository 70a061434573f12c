import { ProviderGroup, type ChangeTopic } from '@taffrail/contract';
import { useMemo } from 'react';
import { withSearch } from '../../lib/url/with-search.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ChooseDays } from '../../ui/choose-days.tsx';
import { DownloadLink } from '../../ui/download-link.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch, type SearchWith } from '../../ui/filter-link.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { ComparisonPanel } from './compare/comparison-panel.tsx';
import { SideBySide } from './compare/side-by-side.tsx';
import { providerFields, withFilter } from './filters.ts';
import { providerRanges, ProvidersSearch } from './providers-search.ts';
import { exportUrl, type AskedProviders } from './providers.api.ts';
import { TrendPanels } from './trends/trend-panels.tsx';
import { filterChange, groupChange, useProvidersPage } from './use-providers-page.ts';
import { WhatIfPanel } from './what-if/what-if-panel.tsx';

const topics: readonly ChangeTopic[] = ['ai_jobs'];
const groupTitles = { provider: 'Providers', model: 'Models', route: 'Routes' } as const;
const groupOptions = ProviderGroup.options.map((value) => ({ value, label: groupTitles[value] }));

function Providers() {
  const page = useProvidersPage();
  const { search, filters, asked, query, change } = page;
  const searchWith = useMemo<SearchWith>(
    () => (filter) => ({ ...search, ...filterChange(withFilter(filters, filter)) }),
    [search, filters],
  );
  const hasJobs = query.data !== undefined && query.data.items.length > 0;
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="AI providers"
        purpose="Which provider, model or route is cheap, fast and right."
        actions={hasJobs && <ExportLink asked={asked} />}
      />
      <TopBarSlot slot="range">
        <ChooseDays
          ranges={providerRanges}
          range={page.written}
          onRange={(range) => change({ range })}
        />
      </TopBarSlot>
      <QueryRefresh query={query} liveTopics={topics} paused={search.peek !== undefined} />
      <div className="mb-3">
        <Choice
          label="What is compared"
          labelHidden
          value={asked.group}
          onChange={(group) => change(groupChange(group))}
          options={groupOptions}
        />
      </div>
      <FilterBar
        fields={providerFields}
        filters={filters}
        q=""
        placeholder='provider:openai route:"POST /discovery"'
        onFilters={(next) => change(filterChange(next))}
        // There are no words to search for: only filters are written here.
        onText={() => undefined}
      />
      <ComparisonPanel page={page} />
      {query.data && <SideBySide page={page} items={query.data.items} />}
      {hasJobs && query.data && (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
          <TrendPanels shown={query.data} />
          <WhatIfPanel page={page} />
        </div>
      )}
    </FilterSearch>
  );
}

function ExportLink({ asked }: { asked: AskedProviders }) {
  return (
    <DownloadLink href={exportUrl(asked)} holds="The comparison as CSV." shortcut="Export">
      Export CSV
    </DownloadLink>
  );
}

export const ProvidersPage = withSearch(ProvidersSearch, Providers);
