import { useIsFetching } from '@tanstack/react-query';
import { useMemo } from 'react';
import { endsNow } from '../../lib/time/time-range.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch, type SearchWith } from '../../ui/filter-link.tsx';
import { LiveToggle } from '../../ui/live/live-toggle.tsx';
import { withSearch } from '../../lib/url/with-search.tsx';
import { LogsSearch } from './logs-search.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { ErrorGroups } from './errors/error-groups.tsx';
import { groupFields, logFields, withFilter } from './filters/log-fields.ts';
import { ExportLogs } from './list/export-logs.tsx';
import { LogList } from './list/log-list.tsx';
import { LogsHistogram } from './list/logs-histogram.tsx';
import { logSource } from './logs.api.ts';
import {
  filterChange,
  liveChange,
  rangeChange,
  tabChange,
  useLogsPage,
  type LogsPageState,
} from './use-logs-page.ts';

function Logs() {
  const page = useLogsPage();
  const { search, filters, tab, change } = page;
  const searchWith = useMemo<SearchWith>(
    () => (filter) => ({
      ...search,
      ...filterChange(withFilter(filters, filter), search.q ?? ''),
    }),
    [search, filters],
  );
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="Logs"
        purpose="What the product wrote about itself, and which errors keep coming back."
        actions={tab === 'log' && <ExportLogs page={page} />}
      />
      <LogsTopBar page={page} />
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

/** Range, live tail and refresh. */
function LogsTopBar({ page }: { page: LogsPageState }) {
  const { search, tab, range, asOf, live, change, refresh } = page;
  const fetching = useIsFetching({ queryKey: ['logs'] }) > 0;
  const canFollow = endsNow(range);
  const canBeLive = canFollow && tab === 'log';
  const follow = (on: boolean): void => change(liveChange(on));
  return (
    <>
      <TopBarSlot slot="range">
        <TimeRange
          range={range}
          onRange={(next) => change(rangeChange(next))}
          tz={search.tz}
          onTz={(tz) => change({ tz })}
        />
        {canBeLive && <LiveToggle live={live} onChange={follow} />}
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={asOf}
          refreshing={fetching}
          onRefresh={refresh}
          paused={search.peek !== undefined}
          liveTopics={canFollow ? logSource.topics : undefined}
          tail={canBeLive ? { on: live, onChange: follow } : undefined}
        />
      </TopBarSlot>
    </>
  );
}

export const LogsPage = withSearch(LogsSearch, Logs);
