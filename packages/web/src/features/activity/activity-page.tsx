import type { Activity } from '@taffrail/contract';
import { useIsFetching, useQuery } from '@tanstack/react-query';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch } from '../../ui/filter-link.tsx';
import { LiveListBar } from '../../ui/live/list/live-list-bar.tsx';
import { withSearch } from '../../lib/url/with-search.tsx';
import { activitySource } from './activity.api.ts';
import { ActivitySearch } from './activity-search.ts';
import { useSearchWith } from '../../ui/list/use-search-with.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ExportActions } from './export-actions.tsx';
import { withFilter } from './filters/activity-fields.ts';
import { useActivityFields } from './filters/use-activity-fields.ts';
import { ActivityHistogram } from './histogram/activity-histogram.tsx';
import { ActivityLog } from './log/activity-log.tsx';
import { filterChange, liveChange, rangeChange, useActivityPage } from './use-activity-page.ts';
import { ActivityViews } from './views/activity-views.tsx';

const noRows: readonly Activity[] = [];

function ActivityContent() {
  const page = useActivityPage();
  const { search, filters, range, asOf, live, change, refresh } = page;
  const { data } = useQuery(page.logQuery);
  const fields = useActivityFields(filters, data?.items ?? noRows);
  const fetching = useIsFetching({ queryKey: ['activity'] }) > 0;
  const searchWith = useSearchWith(page, withFilter, filterChange);
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="Activity"
        purpose="Who did what, when, and to which thing."
        views={<ActivityViews page={page} />}
        actions={<ExportActions page={page} />}
      />
      <LiveListBar
        range={range}
        onRange={(next) => change(rangeChange(next))}
        tz={search.tz}
        onTz={(tz) => change({ tz })}
        asOf={asOf}
        topics={activitySource.topics}
        refreshing={fetching}
        onRefresh={refresh}
        paused={search.peek !== undefined}
        live={live}
        onLive={(on) => change(liveChange(on))}
      />
      <FilterBar
        fields={fields}
        filters={filters}
        q={search.q ?? ''}
        placeholder='Search, or action:lead.* org:"Acme" metadata.country=DE'
        onFilters={(next, q) => change(filterChange(next, q))}
        onText={(q) => change(filterChange(filters, q), { replace: true })}
      />
      <ActivityHistogram page={page} />
      <ActivityLog page={page} />
    </FilterSearch>
  );
}

export const ActivityPage = withSearch(ActivitySearch, ActivityContent);
