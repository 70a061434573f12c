import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch } from '../../ui/filter-link.tsx';
import { ListBar } from '../../ui/list/list-bar.tsx';
import { useSearchWith } from '../../ui/list/use-search-with.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { PageViews } from '../../ui/page-views.tsx';
import { alertsQuery, exportUrl } from './alerts.api.ts';
import { AlertsSearch, builtInViews, viewSearchOf } from './alerts-search.ts';
import { alertFields, withFilter } from './filters/alert-fields.ts';
import { AlertsPanel } from './list/alerts-panel.tsx';
import {
  filterChange,
  textChange,
  useAlertsPage,
  type AlertsPageState,
} from './use-alerts-page.ts';

const topics: readonly ChangeTopic[] = ['alerts', 'incidents'];
const quick = ['1h', '6h', '24h', '7d', '30d', '90d'] as const;

/** What sources and checks tell of: each problem once, however often it is told. */
function Alerts() {
  const page = useAlertsPage();
  const { search, filters, asked, rows, change } = page;
  const query = useQuery(alertsQuery(asked, Number(rows), search.after));
  const searchWith = useSearchWith(page, withFilter, filterChange);
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="Alerts"
        purpose="What fires and what did: each problem once, however often it is told."
        views={<Views page={page} />}
        actions={<ExportAlerts page={page} />}
      />
      <ListBar page={page} quick={quick} query={query} topics={topics} />
      <FilterBar
        fields={alertFields}
        filters={filters}
        q={search.q ?? ''}
        placeholder="status:firing service:checkout, or words of a name or label"
        onFilters={(next, q) => change(filterChange(next, q))}
        onText={(q) => change(textChange(q), { replace: true })}
      />
      <AlertsPanel page={page} query={query} />
    </FilterSearch>
  );
}

function Views({ page: { search, change } }: { page: AlertsPageState }) {
  return (
    <PageViews
      page="alerts"
      builtIn={builtInViews}
      tabs={8}
      viewId={search.view}
      search={viewSearchOf(search)}
      onView={(view) => change({ view }, { replace: true })}
    />
  );
}

function ExportAlerts({ page: { asked, filters } }: { page: AlertsPageState }) {
  const timeZone = useTimeZone();
  return (
    <ExportMenu urlOf={(format) => exportUrl(asked, format, timeZone)}>
      The alerts of the range{filters.length > 0 || asked.q ? ', as filtered' : ''}, those that
      began to fire last first.
    </ExportMenu>
  );
}

export const AlertsPage = withSearch(AlertsSearch, Alerts);
