import type { BulkActionName, BulkFilter, BulkTarget } from '@taffrail/contract';
import { useMemo, useState } from 'react';
import { useMe } from '../../lib/me.ts';
import { useRowSelection, type RowSelection } from '../use-row-selection.ts';
import { bulkWords } from './bulk-words.ts';

interface Listed {
  /** What can be done to rows of this list. */
  readonly actions: readonly BulkActionName[];
  /** The query of the list, as the API has it; without cursor and limit. */
  readonly filter: Readonly<Record<string, string | undefined>>;
  /** There are rows that are not on this page. */
  readonly hasMore: boolean;
}

export interface ListSelection {
  /** Those that whoever looks may do. */
  readonly actions: readonly BulkActionName[];
  /** Selected one by one. */
  readonly count: number;
  /** What an action is about; nothing is selected without it. */
  readonly target: BulkTarget | undefined;
  /** All that the filter gives, on all pages. */
  readonly isAll: boolean;
  /** There are rows on this page that are not selected. */
  readonly mayBePage: boolean;
  /** The page is selected, and there is more than the page. */
  readonly mayBeAll: boolean;
  readonly filter: BulkFilter;
  readonly selectPage: () => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

const written = (filter: Listed['filter']): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
  );

/**
 * Rows of a list that something is to be done to: those that were selected, on whatever page, or all
 * that its filter gives. Another filter is another list; rows that were selected one by one stay.
 * Without anything that whoever looks may do, there is nothing to select.
 */
export const useListSelection = <T>(
  items: readonly T[],
  rowId: (row: T) => string,
  { actions, filter: asked, hasMore }: Listed,
): { readonly rows: RowSelection<T> | undefined; readonly selection: ListSelection } => {
  const { permissions } = useMe();
  const oneByOne = useRowSelection(items, rowId);
  const text = written(asked);
  const [allOf, setAllOf] = useState<string>();
  const isAll = allOf === text;
  const allowed = actions.filter((action) => permissions.includes(bulkWords[action].permission));
  const names = allowed.join();
  return useMemo(() => {
    const leaveAll = (change: () => void): void => {
      setAllOf(undefined);
      change();
    };
    const clear = (): void => leaveAll(oneByOne.clear);
    const filter = JSON.parse(text) as BulkFilter;
    const ids = [...oneByOne.ids];
    const isPage = items.length > 0 && items.every((row) => oneByOne.ids.has(rowId(row)));
    const named = ids.length === 0 ? undefined : { ids };
    const rows: RowSelection<T> = {
      ...oneByOne,
      ids: isAll ? new Set([...ids, ...items.map(rowId)]) : oneByOne.ids,
      toggle: (id, range) => leaveAll(() => oneByOne.toggle(id, range)),
      togglePage: () => leaveAll(oneByOne.togglePage),
      clear,
    };
    return {
      rows: names === '' ? undefined : rows,
      selection: {
        actions: names === '' ? [] : (names.split(',') as BulkActionName[]),
        count: ids.length,
        target: isAll ? { filter } : named,
        isAll,
        mayBePage: items.length > 0 && !isPage && !isAll,
        mayBeAll: hasMore && isPage,
        filter,
        selectPage: rows.togglePage,
        selectAll: () => setAllOf(text),
        clear,
      },
    };
  }, [oneByOne, items, rowId, text, isAll, hasMore, names]);
};
