import { activityKeptDays, type Activity, type ActivityPage } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { formatDay, formatMinute } from '../../../lib/time/format-time.ts';
import { usePaging, type Paging } from '../../../lib/url/use-paging.ts';
import { Button } from '../../../ui/button.tsx';
import { ColumnMenu } from '../../../ui/column-menu.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { useNarrow } from '../../../ui/use-media.ts';
import { useRowSelection } from '../../../ui/use-row-selection.ts';
import { defaultRows } from '../activity-search.ts';
import { histogramQuery } from '../activity.api.ts';
import { rowsChange, type ActivityPageState } from '../use-activity-page.ts';
import { ActivityDetail } from '../detail/activity-detail.tsx';
import { keptFrom } from './broader-range.ts';
import { activityColumns, cardColumns } from './columns.tsx';
import { countText } from './count.ts';
import { EmptyLog } from './empty-log.tsx';
import { LogSkeleton } from './log-skeleton.tsx';
import { SelectedRows } from './selected-rows.tsx';
import { sentenceText } from './sentence.ts';
import { useActivityColumns } from './use-activity-columns.ts';
import { useCopyLink } from '../detail/use-copy-link.ts';
import { useAnnouncedCount } from './use-announced-count.ts';

const renderDetail = (activity: Activity): ReactNode => <ActivityDetail activity={activity} />;
const noRows: readonly Activity[] = [];
const rowId = ({ id }: Activity): string => id;
/** So many may be open: the address names them. */
const mostOpen = 10;

const toggled = (open: readonly string[], id: string): readonly string[] =>
  open.includes(id) ? open.filter((other) => other !== id) : [...open, id].slice(-mostOpen);

/** The log itself: a page of rows, each of which opens. */
export function ActivityLog({ page }: { page: ActivityPageState }) {
  const { asked, asOf, search, change } = page;
  const rows = search.rows ?? defaultRows;
  const query = useQuery(page.logQuery);
  const histogram = useQuery(histogramQuery(asked, asOf));
  const columns = useActivityColumns(page);
  const narrow = useNarrow();
  const count = histogram.data && countText(histogram.data);
  useAnnouncedCount(histogram.isPlaceholderData ? undefined : count);
  const items = query.data?.items ?? noRows;
  const selection = useRowSelection(items, rowId);
  useCopyLink(items);
  const paging = usePaging(search.after);
  const top = useTopOfPage(search.after, query.isPlaceholderData);
  const open = search.peek?.split(',') ?? [];
  return (
    <div ref={top} className="scroll-mt-[calc(var(--top-bar)+16px)]">
      <Panel
        title="Log"
        query={query}
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
        {(data) => (
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
              openIds={new Set(open)}
              onToggle={(id) => change({ peek: toggled(open, id).join(',') || undefined })}
            />
            <SearchedTo data={data} paging={paging} />
            <Pager
              count={count}
              onNewer={paging.toNewer}
              onOlder={data.nextCursor === null ? undefined : () => onOlder(data, paging)}
              pageSize={rows}
              onPageSize={(next) => change(rowsChange(next))}
            />
          </>
        )}
      </Panel>
    </div>
  );
}

const onOlder = ({ nextCursor }: ActivityPage, paging: Paging): void => {
  if (nextCursor !== null) paging.toOlder(nextCursor);
};

/** Another page is read from its top on. */
const useTopOfPage = (after: string | undefined, loading: boolean) => {
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef(after);
  useEffect(() => {
    if (loading || shown.current === after) return;
    shown.current = after;
    const element = top.current;
    if (element && element.getBoundingClientRect().top < 0) element.scrollIntoView();
  }, [after, loading]);
  return top;
};

function KeptNotice({ page: { span, asOf } }: { page: ActivityPageState }) {
  const timeZone = useTimeZone();
  const from = keptFrom(span, asOf);
  if (!from) return null;
  return (
    <Notice status="info" className="mx-4 mb-2">
      Actions are kept {activityKeptDays} days: those before {formatDay(from, timeZone, asOf)} are
      no longer in this log.
    </Notice>
  );
}

/** The time was up before the page was full: how far it came, and how to go on. */
function SearchedTo({ data, paging }: { data: ActivityPage; paging: Paging }) {
  const timeZone = useTimeZone();
  if (data.searchedTo === null) return null;
  return (
    <div className="border-t border-line px-4 py-2">
      <Notice
        status="info"
        action={
          data.nextCursor !== null && (
            <Button onClick={() => onOlder(data, paging)}>Search further</Button>
          )
        }
      >
        Searched back to {formatMinute(new Date(data.searchedTo), timeZone)} within the time budget.
      </Notice>
    </div>
  );
}
