import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ExportMenu } from '../../../ui/export-menu.tsx';
import { Link } from '../../../ui/link.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { channelsQuery, exportUrl, notificationsQuery } from '../notifications.api.ts';
import { notificationColumns, nameOfNotification, rowId } from './notification-columns.tsx';
import { renderNotification } from './notification-detail.tsx';
import {
  notificationFilters,
  NotificationsSearch,
  readNotificationFilters,
  type NotificationFilters,
} from './notifications-search.ts';
import { NotificationsToolbar } from './notifications-toolbar.tsx';

const topics: readonly ChangeTopic[] = ['notifications'];

function Notifications() {
  const [search, change] = useUrlState(NotificationsSearch);
  const filters = useMemo(() => readNotificationFilters(search.f), [search.f]);
  const paging = usePaging(search.after);
  const timeZone = useTimeZone();
  const query = useQuery(notificationsQuery({ ...filters, cursor: search.after }));
  const channels = useQuery(channelsQuery);
  const filter = (next: NotificationFilters): void =>
    change({ f: notificationFilters.write({ ...next }), after: undefined, peek: undefined });
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
        filters={filters}
        channels={channels.data?.items ?? []}
        rows={query.data?.items ?? []}
        onFilter={filter}
      />
      <Panel
        title="Notifications"
        titleHidden
        what="the notifications"
        query={query}
        flush
        isEmpty={({ items }) => items.length === 0}
        empty={<Empty isFiltered={search.f !== undefined} onClear={() => filter({})} />}
      >
        {({ items, nextCursor }) => (
          <>
            <DataTable
              caption="Notifications, newest first"
              columns={notificationColumns}
              rows={items}
              rowId={rowId}
              rowName={nameOfNotification}
              detail={renderNotification}
              openIds={new Set(search.peek === undefined ? [] : [search.peek])}
              onToggle={(id) => change({ peek: id === search.peek ? undefined : id })}
            />
            <Pager
              onNewer={paging.toNewer}
              onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
            />
          </>
        )}
      </Panel>
    </>
  );
}

function Empty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState kind="filter" title="No notification matches the filters.">
        <Button onClick={onClear}>Clear filters</Button>
      </EmptyState>
    );
  return (
    <EmptyState kind="never" title="Nobody was told of anything in the last 180 days.">
      <Link to="/admin/settings/channels">Say where messages go</Link>
    </EmptyState>
  );
}

export const NotificationsPage = withSearch(NotificationsSearch, Notifications);
