import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch } from '../../ui/filter-link.tsx';
import { useSearchWith } from '../../ui/list/use-search-with.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { PageViews } from '../../ui/page-views.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { incidentFields, withFilter } from './filters/incident-fields.ts';
import { exportUrl, figuresQuery, incidentsQuery } from './incidents.api.ts';
import { IncidentsSearch, builtInViews, viewSearchOf } from './incidents-search.ts';
import { Figures } from './list/figures.tsx';
import { IncidentsPanel } from './list/incidents-panel.tsx';
import {
  filterChange,
  textChange,
  useIncidentsPage,
  type IncidentsPageState,
} from './use-incidents-page.ts';

const topics: readonly ChangeTopic[] = ['incidents', 'pipelines'];

/** What alerts add up to: one thing that somebody sees to, from opening to closing. */
function Incidents() {
  const page = useIncidentsPage();
  const { search, filters, asked, rows, change } = page;
  const query = useQuery(incidentsQuery(asked, Number(rows), search.after));
  const { data: figures, refetch: refetchFigures } = useQuery(figuresQuery);
  const { refetch } = query;
  const refresh = useCallback(() => {
    void refetch();
    void refetchFigures();
  }, [refetch, refetchFigures]);
  const searchWith = useSearchWith(page, withFilter, filterChange);
  const open = figures && figures.active.critical + figures.active.warning + figures.active.info;
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="Incidents"
        purpose="What alerts add up to: each is one thing that somebody sees to."
        {...(open !== undefined && { documentTitle: `Incidents · ${open} active` })}
        views={<Views page={page} />}
        actions={<ExportIncidents page={page} />}
      />
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={query.data && new Date(query.data.asOf)}
          refreshing={query.isFetching}
          onRefresh={refresh}
          paused={search.peek !== undefined}
          liveTopics={search.after === undefined ? topics : undefined}
        />
      </TopBarSlot>
      {/* Whoever was called on a phone looks for the incident first. */}
      <div className="flex flex-col">
        <Figures />
        <FilterBar
          fields={incidentFields}
          filters={filters}
          q={search.q ?? ''}
          placeholder="#1042, words of a title, or severity:critical trace:4bf9…"
          onFilters={(next, q) => change(filterChange(next, q))}
          onText={(q) => change(textChange(q), { replace: true })}
        />
        <IncidentsPanel page={page} query={query} />
      </div>
    </FilterSearch>
  );
}

function Views({ page: { search, change } }: { page: IncidentsPageState }) {
  return (
    <PageViews
      page="incidents"
      builtIn={builtInViews}
      tabs={5}
      viewId={search.view}
      search={viewSearchOf(search)}
      onView={(view) => change({ view }, { replace: true })}
    />
  );
}

function ExportIncidents({ page: { asked, filters } }: { page: IncidentsPageState }) {
  const timeZone = useTimeZone();
  return (
    <ExportMenu urlOf={(format) => exportUrl(asked, format, timeZone)}>
      The incidents{filters.length > 0 || asked.q ? ', as filtered' : ' that are active'}, the
      newest first.
    </ExportMenu>
  );
}

export const IncidentsPage = withSearch(IncidentsSearch, Incidents);
