import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { oneOpen } from '../../../lib/url/open-ids.ts';
import { useFilteredList } from '../../../lib/url/use-filtered-list.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { Link } from '../../../ui/link.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { NothingMatches } from '../../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { channelsQuery, exportUrl, notificationsQuery } from '../notifications.api.ts';
import { notificationColumns, nameOfNotification, rowId } from './notification-columns.tsx';
import { renderNotification } from './notification-detail.tsx';
import { notificationFilters, NotificationsSearch } from './notifications-search.ts';
import { NotificationsToolbar } from './notifications-toolbar.tsx';

const topics: readonly ChangeTopic[] = ['notifications'];

function Notifications() {
  const [search, change] = useUrlState(NotificationsSearch);
  const page = useFilteredList([search, change], notificationFilters);
  const { filters } = page;
  const timeZone = useTimeZone();
  const query = useQuery(notificationsQuery({ ...filters, cursor: search.after }));
  const channels = useQuery(channelsQuery);
  return (
    <>
      <PageHead
        title="Notifications"
        purpose="Every message that went out, was tried, was held or was not worth sending, and why."
        actions={
          <ExportMenu urlOf={(format) => exportUrl(filters, format, timeZone)}>
            The notifications that the filters leave, 100,000 at most.
          </ExportMenu>
        }
      />
      <QueryRefresh
        query={query}
        liveTopics={search.after === undefined ? topics : undefined}
        paused={search.peek !== undefined}
      />
      <NotificationsToolbar
        page={page}
        channels={channels.data?.items ?? []}
        rows={query.data?.items ?? []}
      />
      <ListPanel
        title="Notifications"
        what="the notifications"
        query={query}
        after={search.after}
        empty={<Empty isFiltered={page.isFiltered} onClear={page.clear} />}
        caption="Notifications, newest first"
        columns={notificationColumns}
        rowId={rowId}
        rowName={nameOfNotification}
        detail={renderNotification}
        {...oneOpen(search.peek, (peek) => change({ peek }))}
      />
    </>
  );
}

function Empty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return <NothingMatches title="No notification matches the filters." onClear={onClear} />;
  return (
    <EmptyState kind="never" title="Nobody was told of anything in the last 180 days.">
      <Link to="/admin/settings/channels">Say where messages go</Link>
    </EmptyState>
  );
}

export const NotificationsPage = withSearch(NotificationsSearch, Notifications);
