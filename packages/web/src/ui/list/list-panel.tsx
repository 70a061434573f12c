import type { ReactNode } from 'react';
import { usePaging } from '../../lib/url/use-paging.ts';
import type { DataTableProps } from '../data-table-props.ts';
import { DataTable } from '../data-table.tsx';
import { Pager, type PagerProps } from '../pager.tsx';
import { Panel, type PanelProps } from '../panel.tsx';
import { SearchedTo } from '../searched-to.tsx';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  /** Where the time was up before the page was full. */
  readonly searchedTo?: string | null;
}

interface ListPanelProps<T>
  extends
    Pick<PanelProps<Page<T>>, 'title' | 'what' | 'actions' | 'query'>,
    Omit<DataTableProps<T>, 'rows'>,
    Pick<PagerProps, 'pageSize' | 'onPageSize' | 'names'> {
  /** The cursor of the page in view. */
  after: string | undefined;
  empty: ReactNode;
  /** Above the rows: what is to be known of all of them. */
  notice?: ReactNode;
  /** Of rows that are selected. */
  selectionBar?: ReactNode;
}

/** A page of a list in its panel: its rows, and the way to those before and after. */
export function ListPanel<T>(props: ListPanelProps<T>) {
  const { title, what, actions, query, after, empty, notice, selectionBar, ...shown } = props;
  const { pageSize, onPageSize, names, ...table } = shown;
  const paging = usePaging(after);
  return (
    <Panel
      title={title}
      titleHidden
      {...(what !== undefined && { what })}
      actions={actions}
      query={query}
      flush
      isEmpty={({ items, nextCursor }) => items.length === 0 && nextCursor === null}
      empty={empty}
    >
      {({ items, nextCursor, searchedTo = null }) => {
        const onOlder = nextCursor === null ? undefined : () => paging.toOlder(nextCursor);
        return (
          <>
            {notice}
            <DataTable {...table} rows={items} />
            {selectionBar}
            <SearchedTo at={searchedTo} onOlder={onOlder} />
            <Pager
              onNewer={paging.toNewer}
              onOlder={onOlder}
              {...(pageSize && onPageSize && { pageSize, onPageSize })}
              {...(names && { names })}
            />
          </>
        );
      }}
    </Panel>
  );
}
