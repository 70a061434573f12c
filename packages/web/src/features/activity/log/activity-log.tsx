import { activityKeptDays, type Activity } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { countText } from '../../../ui/count-text.ts';
import { idsOf, toggleId } from '../../../lib/url/open-ids.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { ColumnMenu } from '../../../ui/column-menu.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { KeptNotice } from '../../../ui/kept-notice.tsx';
import { LiveFoot } from '../../../ui/live/live-foot.tsx';
import { NewRows } from '../../../ui/live/new-rows.tsx';
import { useAnnouncedArrivals } from '../../../ui/live/use-announced-arrivals.ts';
import { useLiveLog } from '../../../ui/live/use-live-log.ts';
import { usePaused } from '../../../ui/live/use-paused.ts';
import { LogSkeleton } from '../../../ui/log-skeleton.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SearchedTo } from '../../../ui/searched-to.tsx';
import { useAnnouncedCount } from '../../../ui/use-announced-count.ts';
import { useNarrow } from '../../../ui/use-media.ts';
import { toTop, useTopOfPage } from '../../../ui/use-top-of-page.ts';
import { useCopyLink } from '../../../ui/use-copy-link.ts';
import { useRowSelection } from '../../../ui/use-row-selection.ts';
import { activitySource } from '../activity.api.ts';
import { defaultRows } from '../activity-search.ts';
import { ActivityDetail } from '../detail/activity-detail.tsx';
import { rowsChange, type ActivityPageState } from '../use-activity-page.ts';
import { activityColumns, cardColumns } from './columns.tsx';
import { EmptyLog } from './empty-log.tsx';
import { SelectedRows } from './selected-rows.tsx';
import { sentenceText } from './sentence.ts';
import { useActivityColumns } from './use-activity-columns.ts';

const renderDetail = (activity: Activity): ReactNode => <ActivityDetail activity={activity} />;
const noRows: readonly Activity[] = [];
const rowId = ({ id }: Activity): string => id;
/** The log itself: a page of rows, each of which opens, or the newest of them as they come. */
export function ActivityLog({ page }: { page: ActivityPageState }) {
  const { search, change, live } = page;
  const rows = search.rows ?? defaultRows;
  const top = useRef<HTMLDivElement>(null);
  const { paused, handlers } = usePaused(live, search.peek !== undefined, top);
  const query = useQuery(page.logQuery);
  const log = useLiveLog(activitySource, { ...page, query }, paused);
  const histogram = useQuery(page.histogramQuery);
  const columns = useActivityColumns(page);
  const narrow = useNarrow();
  const count = histogram.data && countText(histogram.data, 'action');
  useAnnouncedCount(histogram.isPlaceholderData || live ? undefined : count);
  useAnnouncedArrivals(log.entered, 'action');
  const items = log.page?.items ?? noRows;
  const selection = useRowSelection(items, rowId);
  useCopyLink(items);
  const paging = usePaging(search.after);
  useTopOfPage(top, search.after, query.isPlaceholderData);
  const showNew = (): void => {
    // A row that keeps the focus would keep the list waiting.
    if (top.current?.contains(document.activeElement)) top.current.focus({ preventScroll: true });
    log.show();
    toTop(top.current);
  };
  return (
    <div
      ref={top}
      tabIndex={-1}
      className="scroll-mt-[calc(var(--top-bar)+16px)] outline-none"
      {...handlers}
    >
      <NewRows count={log.newCount} paused={live} onShow={showNew} />
      <Panel
        title="Log"
        query={{ ...query, data: log.page }}
        what="the log"
        flush
        actions={
          narrow ? undefined : selection.ids.size > 0 ? (
            <SelectedRows selection={selection} />
          ) : (
            <ColumnMenu
              columns={activityColumns}
              chosen={columns.chosen}
              onChoose={columns.choose}
            />
          )
        }
        skeleton={<LogSkeleton />}
        isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
        empty={<EmptyLog page={page} />}
      >
        {(data) => {
          const { nextCursor } = data;
          const onOlder = nextCursor === null ? undefined : () => paging.toOlder(nextCursor);
          return (
            <>
              <KeptNotice
                things="Actions"
                older="are kept in the database until they can be archived"
                days={activityKeptDays}
                span={page.span}
                asOf={page.asOf}
              />
              <DataTable
                caption="Activity log, newest first"
                columns={narrow ? cardColumns : columns.shown}
                rows={data.items}
                rowId={rowId}
                rowName={sentenceText}
                detail={renderDetail}
                selection={selection}
                enteredIds={log.entered}
                openIds={idsOf(search.peek)}
                onToggle={(id) => change({ peek: toggleId(search.peek, id) })}
              />
              {live ? (
                <LiveFoot count={count} />
              ) : (
                <>
                  <SearchedTo at={data.searchedTo} onOlder={onOlder} />
                  <Pager
                    count={count}
                    onNewer={paging.toNewer}
                    onOlder={onOlder}
                    pageSize={rows}
                    onPageSize={(next) => change(rowsChange(next))}
                  />
                </>
              )}
            </>
          );
        }}
      </Panel>
    </div>
  );
}
