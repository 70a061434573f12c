import type { ReactNode } from 'react';
import { usePaging } from '../../lib/url/use-paging.ts';
import type { DataTableProps } from '../data-table-props.ts';
import { DataTable } from '../data-table.tsx';
import { Pager, type PagerProps } from '../pager.tsx';
import { Panel, type PanelProps } from '../panel.tsx';
import { SearchedTo } from '../searched-to.tsx';

interface Page<T> {
  readonly items: readonly T[];
  /** Absent of a list that is all on one page. */
  readonly nextCursor?: string | null;
  /** Where the time was up before the page was full. */
  readonly searchedTo?: string | null;
}

interface ListPanelProps<T>
  extends
    Pick<PanelProps<Page<T>>, 'title' | 'what' | 'actions' | 'query' | 'skeleton'>,
    Omit<DataTableProps<T>, 'rows'>,
    Pick<PagerProps, 'pageSize' | 'onPageSize' | 'names' | 'count'> {
  /** Where the heading of the page does not say it already. */
  showsTitle?: boolean;
  /** The cursor of the page in view. */
  after?: string | undefined;
  empty: ReactNode;
  /** Above the rows: what is to be known of all of them. */
  notice?: ReactNode;
  /** Of rows that are selected. */
  selectionBar?: ReactNode;
}

/** A list in its panel, or a page of it: its rows, and the way to those before and after. */
export function ListPanel<T>(props: ListPanelProps<T>) {
  const { title, showsTitle = false, what, actions, query, skeleton, empty, ...list } = props;
  const { after, notice, selectionBar, pageSize, onPageSize, names, count, ...table } = list;
  const paging = usePaging(after);
  return (
    <Panel
      title={title}
      titleHidden={!showsTitle}
      {...(what !== undefined && { what })}
      actions={actions}
      query={query}
      skeleton={skeleton}
      flush
      isEmpty={({ items, nextCursor = null }) => items.length === 0 && nextCursor === null}
      empty={empty}
    >
      {({ items, nextCursor, searchedTo = null }) => {
        const onOlder =
          typeof nextCursor === 'string' ? () => paging.toOlder(nextCursor) : undefined;
        return (
          <>
            {notice}
            <DataTable {...table} rows={items} />
            {selectionBar}
            <SearchedTo at={searchedTo} onOlder={onOlder} />
            {nextCursor !== undefined && (
              <Pager
                onNewer={paging.toNewer}
                onOlder={onOlder}
                {...(pageSize && onPageSize && { pageSize, onPageSize })}
                {...(names && { names })}
                count={count}
              />
            )}
          </>
        );
      }}
    </Panel>
  );
}
