import { logKeptDays, type SystemLog } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { countText } from '../../../ui/count-text.ts';
import { idsOf, toggleId } from '../../../lib/url/open-ids.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
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
import { useCopyLink } from '../../../ui/use-copy-link.ts';
import { toTop, useTopOfPage } from '../../../ui/use-top-of-page.ts';
import { LogDetail } from '../detail/log-detail.tsx';
import { logSource } from '../logs.api.ts';
import { defaultRows } from '../logs-search.ts';
import { rowsChange, type LogsPageState } from '../use-logs-page.ts';
import { EmptyLogs } from './empty-logs.tsx';
import { logColumns, logName } from './log-columns.tsx';

const renderDetail = (log: SystemLog): ReactNode => <LogDetail log={log} />;
const noRows: readonly SystemLog[] = [];
const rowId = ({ id }: SystemLog): string => id;

/** A page of logs, each of which opens, or the newest of them as they come. */
export function LogList({ page }: { page: LogsPageState }) {
  const { search, change, live } = page;
  const rows = search.rows ?? defaultRows;
  const top = useRef<HTMLDivElement>(null);
  const { paused, handlers } = usePaused(live, search.peek !== undefined, top);
  const query = useQuery(page.logQuery);
  const log = useLiveLog(logSource, { ...page, query }, paused);
  const histogram = useQuery(page.histogramQuery);
  const count = histogram.data && countText(histogram.data, 'log');
  useAnnouncedCount(histogram.isPlaceholderData || live ? undefined : count);
  useAnnouncedArrivals(log.entered, 'log');
  useCopyLink(log.page?.items ?? noRows);
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
        titleHidden
        query={{ ...query, data: log.page }}
        what="the logs"
        flush
        skeleton={<LogSkeleton />}
        isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
        empty={<EmptyLogs page={page} />}
      >
        {({ items, nextCursor, searchedTo }) => {
          const onOlder = nextCursor === null ? undefined : () => paging.toOlder(nextCursor);
          return (
            <>
              <KeptNotice
                things="Logs"
                older="are gone"
                days={logKeptDays}
                span={page.span}
                asOf={page.asOf}
              />
              <DataTable
                caption="Logs, newest first"
                columns={logColumns}
                rows={items}
                rowId={rowId}
                rowName={logName}
                detail={renderDetail}
                enteredIds={log.entered}
                openIds={idsOf(search.peek)}
                onToggle={(id) => change({ peek: toggleId(search.peek, id) })}
              />
              {live ? (
                <LiveFoot count={count} />
              ) : (
                <>
                  <SearchedTo at={searchedTo} onOlder={onOlder} />
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
