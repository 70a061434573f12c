import { useIsFetching } from '@tanstack/react-query';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch } from '../../ui/filter-link.tsx';
import { LiveListBar } from '../../ui/live/list/live-list-bar.tsx';
import { withSearch } from '../../lib/url/with-search.tsx';
import { LogsSearch } from './logs-search.ts';
import { useSearchWith } from '../../ui/list/use-search-with.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ErrorGroups } from './errors/error-groups.tsx';
import { groupFields, logFields, withFilter } from './filters/log-fields.ts';
import { ExportLogs } from './list/export-logs.tsx';
import { LogList } from './list/log-list.tsx';
import { LogsHistogram } from './list/logs-histogram.tsx';
import { logSource } from './logs.api.ts';
import { filterChange, liveChange, rangeChange, tabChange, useLogsPage } from './use-logs-page.ts';

function Logs() {
  const page = useLogsPage();
  const { search, filters, tab, range, change } = page;
  const fetching = useIsFetching({ queryKey: ['logs'] }) > 0;
  const searchWith = useSearchWith(page, withFilter, filterChange);
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="Logs"
        purpose="What the product wrote about itself, and which errors keep coming back."
        actions={tab === 'log' && <ExportLogs page={page} />}
      />
      <LiveListBar
        range={range}
        onRange={(next) => change(rangeChange(next))}
        tz={search.tz}
        onTz={(tz) => change({ tz })}
        asOf={page.asOf}
        topics={logSource.topics}
        refreshing={fetching}
        onRefresh={page.refresh}
        paused={search.peek !== undefined}
        live={page.live}
        onLive={tab === 'log' ? (on) => change(liveChange(on)) : undefined}
      />
      <FilterBar
        fields={tab === 'log' ? logFields : groupFields}
        filters={filters}
        q={search.q ?? ''}
        placeholder='Search, or type:error source:"GET /leads/:id"'
        onFilters={(next, q) => change(filterChange(next, q))}
        onText={(q) => change(filterChange(filters, q), { replace: true })}
      />
      <Tabs
        label="Logs"
        value={tab}
        onChange={(next) => change(tabChange(next, filters))}
        tabs={[
          {
            value: 'log',
            label: 'Log',
            content: (
              <>
                <LogsHistogram page={page} />
                <LogList page={page} />
              </>
            ),
          },
          { value: 'errors', label: 'Errors', content: <ErrorGroups page={page} /> },
        ]}
      />
    </FilterSearch>
  );
}

export const LogsPage = withSearch(LogsSearch, Logs);
