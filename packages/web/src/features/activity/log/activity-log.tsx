import type { Activity } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { ColumnMenu } from '../../../ui/column-menu.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import { useRowSelection } from '../../../ui/use-row-selection.ts';
import { defaultRows } from '../activity-search.ts';
import { ActivityDetail } from '../detail/activity-detail.tsx';
import { useCopyLink } from '../detail/use-copy-link.ts';
import { LiveFoot } from '../live/live-foot.tsx';
import { NewRows } from '../live/new-rows.tsx';
import { useAnnouncedArrivals } from '../live/use-announced-arrivals.ts';
import { useLiveLog } from '../live/use-live-log.ts';
import { usePaused } from '../live/use-paused.ts';
import { rowsChange, type ActivityPageState } from '../use-activity-page.ts';
import { activityColumns, cardColumns } from './columns.tsx';
import { countText } from './count.ts';
import { EmptyLog } from './empty-log.tsx';
import { LogSkeleton } from './log-skeleton.tsx';
import { KeptNotice, SearchedTo } from './notices.tsx';
import { SelectedRows } from './selected-rows.tsx';
import { sentenceText } from './sentence.ts';
import { useActivityColumns } from './use-activity-columns.ts';
import { useAnnouncedCount } from './use-announced-count.ts';

const renderDetail = (activity: Activity): ReactNode => <ActivityDetail activity={activity} />;
const noRows: readonly Activity[] = [];
const rowId = ({ id }: Activity): string => id;
/** So many may be open: the address names them. */
const mostOpen = 10;

const toggled = (open: readonly string[], id: string): readonly string[] =>
  open.includes(id) ? open.filter((other) => other !== id) : [...open, id].slice(-mostOpen);

/** The log itself: a page of rows, each of which opens, or the newest of them as they come. */
export function ActivityLog({ page }: { page: ActivityPageState }) {
  const { search, change, live } = page;
  const rows = search.rows ?? defaultRows;
  const top = useRef<HTMLDivElement>(null);
  const { paused, handlers } = usePaused(live, search.peek !== undefined, top);
  const log = useLiveLog(page, paused);
  const histogram = useQuery(page.histogramQuery);
  const columns = useActivityColumns(page);
  const narrow = useNarrow();
  const count = histogram.data && countText(histogram.data);
  useAnnouncedCount(histogram.isPlaceholderData || live ? undefined : count);
  useAnnouncedArrivals(log.entered);
  const items = log.page?.items ?? noRows;
  const selection = useRowSelection(items, rowId);
  useCopyLink(items);
  const paging = usePaging(search.after);
  useTopOfPage(top, search.after, log.query.isPlaceholderData);
  const open = search.peek?.split(',') ?? [];
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
        query={{ ...log.query, data: log.page }}
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
              <KeptNotice page={page} />
              <DataTable
                caption="Activity log, newest first"
                columns={narrow ? cardColumns : columns.shown}
                rows={data.items}
                rowId={rowId}
                rowName={sentenceText}
                detail={renderDetail}
                selection={selection}
                enteredIds={log.entered}
                openIds={new Set(open)}
                onToggle={(id) => change({ peek: toggled(open, id).join(',') || undefined })}
              />
              {live ? (
                <LiveFoot count={count} />
              ) : (
                <>
                  <SearchedTo data={data} onOlder={onOlder} />
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

const toTop = (element: HTMLElement | null): void => {
  if (element && element.getBoundingClientRect().top < 0) element.scrollIntoView();
};

/** Another page is read from its top on. */
const useTopOfPage = (
  top: RefObject<HTMLElement | null>,
  after: string | undefined,
  loading: boolean,
): void => {
  const shown = useRef(after);
  useEffect(() => {
    if (loading || shown.current === after) return;
    shown.current = after;
    toTop(top.current);
  }, [top, after, loading]);
};
