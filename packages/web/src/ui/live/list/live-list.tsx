import type { ReactNode } from 'react';
import { severalOpen } from '../../../lib/url/open-ids.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import type { DataTableProps } from '../../data-table-props.ts';
import { DataTable } from '../../data-table.tsx';
import { KeptNotice } from '../../kept-notice.tsx';
import { LogSkeleton } from '../../log-skeleton.tsx';
import { Pager, type PageSize } from '../../pager.tsx';
import { Panel } from '../../panel.tsx';
import { SearchedTo } from '../../searched-to.tsx';
import { toTop } from '../../use-top-of-page.ts';
import { LiveFoot } from '../live-foot.tsx';
import { NewRows } from '../new-rows.tsx';
import type { LogRow } from '../rows.ts';
import type { LiveListState } from './use-live-list.ts';

type Table<R> = Pick<DataTableProps<R>, 'caption' | 'columns' | 'rowName' | 'detail' | 'selection'>;

export interface LiveListProps<R extends LogRow> {
  list: LiveListState<R>;
  title: string;
  titleHidden?: boolean;
  /** Completes "Could not load …". */
  what: string;
  actions?: ReactNode;
  empty: ReactNode;
  /** For how long rows are kept: `things` "Logs", which `older` "are gone". */
  kept: { things: string; older: string; days: number };
  table: Table<R>;
  rows: PageSize;
  onRows: (rows: PageSize) => void;
  onPeek: (peek: string | undefined) => void;
}

const rowId = ({ id }: LogRow): string => id;

/** A list over time in its panel: its rows, each of which opens, and the way to older and newer ones. */
export function LiveList<R extends LogRow>(props: LiveListProps<R>) {
  const { list, kept, table, ...panel } = props;
  const { page, query, log, top, handlers } = list;
  const { search, live } = page;
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
        title={panel.title}
        titleHidden={panel.titleHidden ?? false}
        actions={panel.actions}
        query={{ ...query, data: log.page }}
        what={panel.what}
        flush
        skeleton={<LogSkeleton />}
        isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
        empty={panel.empty}
      >
        {({ items, nextCursor, searchedTo }) => (
          <>
            <KeptNotice {...kept} span={page.span} asOf={page.asOf} />
            <DataTable
              {...table}
              rows={items}
              rowId={rowId}
              enteredIds={log.entered}
              {...severalOpen(search.peek, panel.onPeek)}
            />
            <Foot {...props} nextCursor={nextCursor} searchedTo={searchedTo} />
          </>
        )}
      </Panel>
    </div>
  );
}

interface FootProps {
  nextCursor: string | null;
  searchedTo: string | null;
}

function Foot<R extends LogRow>({
  list: { page, count },
  rows,
  onRows,
  nextCursor,
  searchedTo,
}: LiveListProps<R> & FootProps) {
  const paging = usePaging(page.search.after);
  if (page.live) return <LiveFoot count={count} />;
  const onOlder = nextCursor === null ? undefined : () => paging.toOlder(nextCursor);
  return (
    <>
      <SearchedTo at={searchedTo} onOlder={onOlder} />
      <Pager
        count={count}
        onNewer={paging.toNewer}
        onOlder={onOlder}
        pageSize={rows}
        onPageSize={onRows}
      />
    </>
  );
}
